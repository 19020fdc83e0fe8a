# Earn a ticket, then report with it. Python alone is enough.
import json
import uuid
from base64 import urlsafe_b64encode
from hashlib import pbkdf2_hmac
from itertools import count
from urllib.request import Request, urlopen

base = "http://localhost:3000"
headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}


def post(path, **more):
    with urlopen(Request(base + path, method="POST", **more)) as answer:
        return json.load(answer)


# The task: which number behind the nonce makes a key that begins like this?
challenge = post("/api/tickets", headers=headers)
task = challenge["parameters"]
nonce, salt, wanted = (bytes.fromhex(task[name]) for name in ("nonce", "salt", "keyPrefix"))
for counter in count():
    password = nonce + counter.to_bytes(4, "big")
    made = pbkdf2_hmac("sha256", password, salt, task["cost"], task["keyLength"])
    if made.startswith(wanted):
        break
solution = {"counter": counter, "derivedKey": made.hex()}
ticket = urlsafe_b64encode(json.dumps({"challenge": challenge, "solution": solution}).encode())

report = {
    "hazard": "flood",
    "answers": {"depth": 50},
    "place": {"lng": 106.8166, "lat": -6.2607},
    "words": "Banjir di depan pasar",
}
stored = post(
    "/api/reports",
    data=json.dumps(report).encode(),
    headers=headers | {"Report-Ticket": ticket.decode().rstrip("=")},
)
print("Report", stored["report"]["properties"]["number"], "after", counter + 1, "tries")
