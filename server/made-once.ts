// What is made when it is first asked for and then kept for all who ask. A failure is kept for nobody: who asks next has it made anew.

export function onDemand<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch(fault => {
      made = undefined
      throw fault
    })
    return made
  }
}
