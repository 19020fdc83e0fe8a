# The headline of each warning in English, out of its CAP document
from urllib.request import urlopen
from xml.etree import ElementTree

base = "http://localhost:3000"
atom = {"a": "http://www.w3.org/2005/Atom"}
cap = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}

with urlopen(f"{base}/cap") as answer:
    feed = ElementTree.parse(answer)
for link in feed.findall("a:entry/a:link[@type='application/cap+xml']", atom):
    with urlopen(link.get("href")) as answer:
        alert = ElementTree.parse(answer)
    for info in alert.findall("c:info", cap):
        if info.findtext("c:language", "", cap).startswith("en"):
            print(alert.findtext("c:identifier", "", cap), info.findtext("c:headline", "", cap))
