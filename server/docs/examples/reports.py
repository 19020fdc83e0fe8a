# Live floods, the latest first. Python alone is enough.
import json
from urllib.request import urlopen

base = "http://localhost:3000"
with urlopen(f"{base}/reports?disaster=flood&geoformat=geojson") as answer:
    reports = json.load(answer)["result"]["features"]

for report in reports:
    lng, lat = report["geometry"]["coordinates"]
    told = report["properties"]
    depth = (told["report_data"] or {}).get("flood_depth")
    print(told["pkey"], told["created_at"], lng, lat, depth, sep="\t")
