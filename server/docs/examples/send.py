# A report from a program of your own
import json
import uuid
from urllib.request import Request, urlopen

base = "http://localhost:3000"
report = {
    "hazard": "flood",
    "answers": {"depth": 50},
    "place": {"lng": 106.8166, "lat": -6.2607},
    "words": "Banjir di depan pasar",
}
request = Request(
    f"{base}/api/reports",
    data=json.dumps(report).encode(),
    headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())},
)
with urlopen(request) as answer:
    stored = json.load(answer)
print(stored["report"]["properties"]["number"], stored["link"])
