// A grown person of 165 cm and a child of 105 cm, hand in hand. Drawn in centimetres with the ground at 0 and up being up.

export function People({ x, ground, perCm }: { x: number; ground: number; perCm: number }) {
  return (
    <g class="people" transform={`translate(${x} ${ground}) scale(${perCm} ${-perCm})`}>
      <Grown />
      <g transform="translate(-48 0)">
        <Child />
      </g>
    </g>
  )
}

function Grown() {
  return (
    <>
      <path class="limb" stroke-width="9" d="M-10 52L-11 7M10 52L11 7" />
      <path class="limb" stroke-width="7" d="M-25 112L-27 82M25 112L26 80" />
      <path
        class="skin"
        d="M-18 0h13a2 2 0 0 1 2 3c-2 4-6 5-9 5s-8-4-8-6 1-2 2-2ZM18 0H5a2 2 0 0 0-2 3c2 4 6 5 9 5s8-4 8-6-1-2-2-2Z"
      />
      <path class="lower" d="M-17 98H17L19 48H3L0 78-3 48H-19Z" />
      <path class="limb" stroke-width="8" d="M0 148V134" />
      <path class="sleeve" stroke-width="11" d="M-17 130L-24 112M17 130L24 112" />
      <path
        class="upper"
        d="M-13 138C-20 137-22 134-21.5 130L-18 92H18L21.5 130C22 134 20 137 13 138L5 139C3 135-3 135-5 139Z"
      />
      <ellipse class="skin" cx="0" cy="153.5" rx="10.5" ry="12.5" />
      <path class="hair" d="M-11 153C-14 171 14 171 11 153 8.5 160 4 162 0 162S-8.5 160-11 153Z" />
    </>
  )
}

function Child() {
  return (
    <>
      <path class="limb" stroke-width="7" d="M-6.5 34L-7 6M6.5 34L7 6" />
      <path class="limb" stroke-width="5.5" d="M-14.5 66L-17 50M13 75L20.5 81" />
      <path
        class="skin"
        d="M-12 0h9a1.5 1.5 0 0 1 1.5 2.5c-1.5 3-4 3.5-6.5 3.5s-6-3-6-4.5 1-1.5 2-1.5ZM12 0H3a1.5 1.5 0 0 0-1.5 2.5c1.5 3 4 3.5 6.5 3.5s6-3 6-4.5-1-1.5-2-1.5Z"
      />
      <path class="lower" d="M-11 56H11L12.5 30H2.5L0 44-2.5 30H-12.5Z" />
      <path class="sleeve" stroke-width="8" d="M-10.5 76L-14 67M10.5 76L13 75.5" />
      <path
        class="upper child"
        d="M-8 81C-13 80.5-14.5 78-14 75L-11.5 52H11.5L14 75C14.5 78 13 80.5 8 81L3 81.5C2 79-2 79-3 81.5Z"
      />
      <circle class="skin" cx="0" cy="92" r="11.5" />
      <path class="hair" d="M-12 92C-14.5 110 14.5 110 12 92 9 99 4 100.5 0 100.5S-9 99-12 92Z" />
    </>
  )
}
