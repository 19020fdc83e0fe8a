# Server-Sent Events: what stands, then every change. Without --max-time it runs until you end it.
curl --fail --silent --no-buffer --max-time 10 \
  'http://localhost:3000/events?hazard=flood&bbox=106.6,-6.4,107,-6'
