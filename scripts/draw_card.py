"""Draw static/img/card.png, the picture that a shared link shows: 1200 × 630, by Chromium.

    LEDGER_CHROMIUM=/usr/bin/chromium .venv/bin/python scripts/draw_card.py

One card for every page: a card drawn for each request would need a browser on the server.
"""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
STANCES = (
    ("ruled out", "#f7e3dc", "#852c10"),
    ("floated", "#fbfaf7", "#1c1f23"),
    ("considering", "#eef5f5", "#1c1f23"),
    ("offered", "#d8eaec", "#1c1f23"),
    ("committed", "#0f6b7a", "#fff"),
    ("authorised", "#0a4652", "#fff"),
    ("deployed", "#052a33", "#fff"),
)
RUNGS = "".join(
    f'<b style="background:{back};color:{ink}">{name}</b>' for name, back, ink in STANCES
)
CARD = f"""<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 80px 84px;
  background: #fbfaf7; color: #1c1f23; display: flex; flex-direction: column;
  border-block-start: 18px solid #0b5563; font-family: Georgia, "DejaVu Serif", serif; }}
h1 {{ margin: 0; font-size: 84px; line-height: 1.1; }}
p {{ margin: 28px 0 0; font-size: 38px; line-height: 1.4; max-width: 980px; color: #42484f; }}
div {{ margin-top: auto; display: flex; gap: 14px; }}
b {{ flex: 1; padding: 20px 0; text-align: center; border: 2px solid #d5d1c8; border-radius: 10px;
  font: 600 19px "DejaVu Sans", sans-serif; }}
</style><h1>Coalition Ledger</h1>
<p>What each country of a coalition has said it will, might and will not contribute,
with the words that show it.</p><div>{RUNGS}</div>"""

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("LEDGER_CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox"],
    )
    page = browser.new_page(viewport={"width": 1200, "height": 630})
    page.set_content(CARD)
    page.screenshot(path=ROOT / "static/img/card.png")
    browser.close()
