// Puts sockets into the rooms of what they watch (live-rooms.ts), and tells each room of the changes that concern it. A change is encoded once per
// audience and slice of its sockets (together.ts); a socket that does not watch the place costs nothing.
import type { Change, Watch } from '../domain/contract.ts'
import { everybody, type Viewer } from '../sign-in/viewer.ts'
import type { Board } from './board.ts'
import type { Delta } from './delta.ts'
import { BESIDE, EVERYBODY, roomsOfDelta, roomsOfWatch, roomTogether, sliceOf } from './live-rooms.ts'
import type { Client, Sockets } from './sockets.ts'
import { SLICES, tellTogether } from './together.ts'
import { type Beside, concerns, isBeside, toChange } from './watching.ts'

type Given = {
  io: Sockets
  board: Board
  /** One for each key that is here. */
  viewers: () => Viewer[]
  logFault: (fault: unknown) => void
}

type Pulse = { now: string; lag: number; cursor: string }

export function openTelling({ io, board, viewers, logFault }: Given) {
  /** Those who watch the same wide view and take what happens together, by their rooms. */
  const groups = new Map<string, { watch: Watch; viewer: Viewer }>()
  const together = tellTogether({
    tellOne: (name, [change, cursor]) => inSlices(name, room => io.to(room).emit('change', change, cursor)),
    tellSeveral: (name, text) => inSlices(name, room => io.to(room).emit('changes', text)),
  })

  const hasRoom = (room: string) => io.of('/').adapter.rooms.has(room)
  const inSlices = (name: string, emit: (room: string) => void) => (slice: number) => {
    const room = sliceOf(name, slice)
    if (hasRoom(room)) emit(room)
  }
  const isEmpty = (name: string) =>
    Array.from({ length: SLICES }, (_, slice) => sliceOf(name, slice)).every(room => !hasRoom(room))

  /** Leaves all rooms but its own and enters those of the watch. To be done in one turn with what it is shown first, so that nothing falls between. */
  function enter(socket: Client, watch: Watch): void {
    const { viewer, slice } = socket.data
    const everybodys = sliceOf(EVERYBODY, slice)
    for (const room of socket.rooms) if (room !== socket.id && room !== everybodys) socket.leave(room)
    if (watch.together && !watch.box) {
      const name = roomTogether(watch, viewer)
      groups.set(name, { watch, viewer })
      socket.join(sliceOf(name, slice))
    } else socket.join(roomsOfWatch(watch, viewer))
    if (!watch.drill) socket.join(sliceOf(BESIDE, slice))
  }

  function tellBeside(delta: Beside): void {
    const change = toChange(board, delta, everybody)
    if (change) together.tellAfter(inSlices(BESIDE, room => io.to(room).emit('change', change, delta.cursor)))
  }

  function tellGroups(delta: Exclude<Delta, Beside>): void {
    const written = new Map<string, { told: [Change, string]; text: string } | undefined>()
    for (const [name, { watch, viewer }] of groups) {
      if (isEmpty(name)) groups.delete(name)
      else if (concerns(delta, watch, viewer)) {
        if (!written.has(viewer.key)) {
          const change = toChange(board, delta, viewer)
          const told: [Change, string] | undefined = change && [change, delta.cursor]
          written.set(viewer.key, told && { told, text: JSON.stringify(told) })
        }
        const one = written.get(viewer.key)
        if (one) together.add(name, one.told, one.text)
      }
    }
  }

  function tellRooms(delta: Exclude<Delta, Beside>): void {
    for (const viewer of viewers()) {
      const rooms = roomsOfDelta(delta, viewer).filter(hasRoom)
      const change = rooms.length > 0 && toChange(board, delta, viewer)
      if (change) io.to(rooms).emit('change', change, delta.cursor)
    }
  }

  function tellOne(delta: Delta): void {
    if (isBeside(delta)) tellBeside(delta)
    else {
      tellGroups(delta)
      tellRooms(delta)
    }
  }

  return {
    enter,
    /** One that cannot be told keeps nobody from hearing of the others: the board has them already, and they would not come again. */
    tell(deltas: Delta[]): void {
      for (const delta of deltas)
        try {
          tellOne(delta)
        } catch (fault) {
          logFault(fault)
        }
      together.settle()
    },
    tellPulse(pulse: Pulse): void {
      together.tellAfter(inSlices(EVERYBODY, room => io.to(room).volatile.emit('pulse', pulse)))
    },
    /** Nothing is kept back any more. */
    finish: together.finish,
  }
}
