# A report of knee-deep water. The key is made once a report: sent again, it is the same report.
key="$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)"
curl --fail --silent 'http://localhost:3000/api/reports' \
  --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $key" \
  --data '{
    "hazard": "flood",
    "answers": {"depth": 50},
    "place": {"lng": 106.8166, "lat": -6.2607},
    "words": "Banjir di depan pasar"
  }'
