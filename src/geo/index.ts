export { checkTravelMatrix, type TravelCosts } from './checkTravelMatrix.js';
export {
  type DensityCell,
  densityByGrid,
  type GridDensity,
  type GridDensityOptions,
} from './densityByGrid.js';
export { densityByNearest, type NearestDensity, type NearestDensityOptions } from './densityByNearest.js';
export { hilbertOrder } from './hilbertOrder.js';
export { createPlaceIndex, type NearPoint, type PlaceIndex } from './placeIndex.js';
export { type PointNeighbourOptions, pointNeighbours } from './pointNeighbours.js';
export { type PlaceColumns, travelMatrix } from './travelMatrix.js';
export {
  createTravelTime,
  type SpeedBand,
  type TravelTime,
  type TravelTimeOptions,
  type Trip,
} from './travelTime.js';
export { arcKm, arcOfChord, EARTH_RADIUS_KM, greatCircleKm, toLonLat, toUnitVectors } from './unitVectors.js';
