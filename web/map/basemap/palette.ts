// The basemap's colours: water and land a breath apart, so that reports stand out. None is near a level's colour.

export type Theme = 'light' | 'dark'

export type Palette = {
  sea: string
  /** The breath of lighter water along the coast. */
  shallow: string
  land: string
  abroad: string
  shore: string
  border: string
  frontier: string
  city: string
  town: string
  quarter: string
  province: string
  waterName: string
  halo: string
}

export const palettes: Record<Theme, Palette> = {
  light: {
    sea: '#D8E3EA',
    shallow: '#E4ECF1',
    land: '#F8F9F7',
    abroad: '#E9EDEE',
    shore: '#B4C4CF',
    border: '#BCC7D0',
    frontier: '#98A6B2',
    city: '#14202B',
    town: '#3D4B58',
    quarter: '#66737F',
    province: '#7E8C99',
    waterName: '#7893A4',
    halo: '#F8F9F7',
  },
  dark: {
    sea: '#0B131C',
    shallow: '#10202D',
    land: '#1A2733',
    abroad: '#131D27',
    shore: '#34485A',
    border: '#3A4C5D',
    frontier: '#586C7F',
    city: '#E8EEF4',
    town: '#BAC7D3',
    quarter: '#93A3B2',
    province: '#72859A',
    waterName: '#4F6B82',
    halo: '#14202B',
  },
}
