"""The words by which `alarms` recognises numbers, negations and non-names. Data only."""

# English numbers that a house style may print as digits: "two" and "2" are the same number.
NUMBER_VALUES = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    word: str(value)
    for value, word in zip(
        range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}

# "Un" and "ein" are left out: they are articles first.
NUMBER_WORDS = frozenset(
    # English
    "once twice thrice half halves quarter quarters double triple dozen dozens score scores hundred"
    " hundreds thousand thousands million millions billion billions trillion first second third"
    " thirds fourth fifth sixth seventh eighth ninth tenth both single"
    # French
    " deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt"
    " trente quarante cinquante soixante cent cents mille millier milliers milliard milliards"
    " dizaine dizaines douzaine centaine centaines moitié tiers quart premier première deuxième"
    " troisième"
    # German
    " zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig"
    " sechzig siebzig achtzig neunzig hundert hunderte tausend tausende millionen milliarde"
    " milliarden dutzend hälfte drittel viertel erste zweite dritte"
    # Ukrainian
    " один одна одне одного однієї два дві двох двом двоє три трьох трьом троє сім семи вісім"
    " восьми сорок сто ста двісті триста половина половину чверть третина перший друга другий"
    " третій".split()
)
NUMBER_STEMS = (
    "тисяч", "мільйон", "мільярд", "чотир", "п'ят", "шіст", "шест", "дев'ят", "десят",
    "одинадцят", "дванадцят", "тринадцят", "двадцят", "тридцят", "дюжин", "сотн", "шістсот",
    "сімдесят", "вісімдесят",
)  # fmt: skip

NEGATIONS = frozenset(
    # English
    "no not never none nobody nothing nowhere neither nor cannot without non hardly"
    # French
    " ne pas jamais aucun aucune rien sans ni"
    # German
    " nicht nichts nie niemals niemand kein keine keinen keinem keiner keines ohne weder"
    # Ukrainian
    " не ні ані без ніколи ніхто ніщо нічого нікого нема немає жоден жодна жодне жодного жодної"
    " жодних".split()
)

# Words that often begin a sentence, so that their capital says nothing.
NEVER_NAMES = frozenset(
    # English
    "a about after all also although an and another any are as asked at be because before between"
    " but by can could despite did do does during each even every for from had has have he her here"
    " his how however if in instead is it its just last later like many more most much my new next"
    " now of on only or other our over perhaps several she should since so some still such than"
    " that the their then there these they this those though through thus to today tomorrow under"
    " until up us was we were what when where whether which while who why will with would yesterday"
    " yet you your"
    # French
    " au aux avec ce ces cette comme dans de depuis des donc du elle elles en et il ils la le les"
    " leur lors mais nous on ou où par pour puis quand que qui sa se selon ses si son sous sur un"
    " une vers vous"
    # German
    " aber als am auch auf aus bei bis da dann das dem den denn der des die doch du ein eine einen"
    " einer er es für hat im in ist ich ihr mit nach noch nun ob oder sein seit sich sie sind so"
    " über um und unter vom von vor was wenn wer wie wir wird zu zum zur"
    # Ukrainian
    " а або але будь в ви від він вона вони воно все всі до для з за зараз і із й їх його її коли"
    " ми на над наш нині о об однак оскільки перед під після по при про проте та так також те ті то"
    " тоді той у це цей ці через що щоб як який якщо".split()
)
