// What is said to a citizen, before any channel's own form: each channel draws the same reply in its own way.

export type Button = {
  label: string
  /** What comes back as the input `choice` when it is tapped; at most 64 bytes, Telegram's limit. */
  choice: string
}

/** A page that belongs to the reply; `form` opens inside the chat where the channel can do that. */
export type Link = { label: string; url: string; form?: boolean }

export type Reply = {
  text: string
  /** Rows of buttons. */
  buttons?: Button[][]
  /** Label of a button that shares the phone's location. */
  askLocation?: string
  links?: Link[]
  /** A question is made pointless by the citizen's next message; anything else is news that has to arrive. */
  question: boolean
  /** The channel's own reference of the message whose button was tapped, which this reply takes the place of. */
  edit?: string
  /** An alert: whether it cannot wait, and what it is about, where that is one thing. */
  alert?: { urgent: boolean; topic?: string }
}
