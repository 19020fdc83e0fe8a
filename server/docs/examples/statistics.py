# Where it was wet: H3 cells of some 5 square kilometres around Jakarta
import json
from urllib.request import urlopen

base = "http://localhost:3000"
with urlopen(f"{base}/api/statistics/cells?resolution=7&box=106.6,-6.4,107,-6&hazard=flood") as answer:
    told = json.load(answer)
print("total", told["total"], "cells with fewer than", told["least"], "are not told")
for cell in told["features"]:
    print(cell["properties"]["cell"], cell["properties"]["count"])
