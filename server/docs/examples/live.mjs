// Every change within a box as it happens: npm install socket.io-client
import { io } from 'socket.io-client'

const base = 'http://localhost:3000'
const socket = io(base, { transports: ['websocket'] })
const watch = { box: [106.6, -6.4, 107, -6], hazards: ['flood'] }
let cursor

socket.on('connect', async () => {
  // After a cut: only what was missed, where the server still knows it; else the picture as it is.
  const seen = await socket.emitWithAck('watch', { ...watch, cursor })
  console.log('watching', seen)
  cursor = seen.cursor
})
socket.on('change', (change, at) => {
  cursor = at
  console.log(change.what, change.feature?.properties ?? change)
})
