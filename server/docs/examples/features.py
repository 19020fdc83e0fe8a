# All reports, page by page: pip install OWSLib
from urllib.request import urlopen
import json

from owslib.ogcapi.features import Features

api = Features("http://localhost:3000")
print(api.feature_collections())

page = api.collection_items("reports", limit=1000, hazard="flood")
while True:
    for report in page["features"]:
        told = report["properties"]
        print(told["number"], told["at"], told["level"], told["state"], told["words"], sep="\t")
    following = [link["href"] for link in page["links"] if link["rel"] == "next"]
    if not following:
        break
    with urlopen(following[0]) as answer:
        page = json.load(answer)
