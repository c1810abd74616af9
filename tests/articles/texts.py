"""A text that changes in the tests, paragraph by paragraph."""

OPENING = "The ministry met reporters on Monday and spoke for an hour about the plan."


TROOPS = "The minister said that the country would send 2,000 troops to the port."


TRAINING = "A second team is to train engineers near the border from early spring on."


CEASEFIRE = "Nothing would begin, he added, before a ceasefire had held for two weeks."


CLOSING = "Parliament returns from its recess in October and will be asked to vote."


PARAGRAPHS = (OPENING, TROOPS, TRAINING, CEASEFIRE, CLOSING)


TEXT = "\n\n".join(PARAGRAPHS)
