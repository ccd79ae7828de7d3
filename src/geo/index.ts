export { arcOfChord, EARTH_RADIUS_KM, greatCircleKm, toLonLat, toUnitVectors } from './unitVectors.js';
