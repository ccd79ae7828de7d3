import type { Account } from '../../model/account.js';
import type { Place } from '../../model/place.js';
import type { Plan } from '../../plan/plan.js';
import { type AreaCollection, type Polygons, type Ring, readAreas } from '../areaCollection.js';
import { joinAccounts } from '../joinAccounts.js';
import { areaSegments } from './areas.js';
import { cellSegments } from './cells.js';
import { colourNeighbours } from './colourNeighbours.js';
import { dissolve } from './dissolve.js';
import { drawnOutlines } from './outlines.js';
import { type LabelPlace, placeLabel } from './placeLabel.js';
import { centreMap, createProjection, type MapCentre, type Projection } from './projection.js';
import { collectSites, type Sites } from './sites.js';
import { createRegion, createVertices, doubleArea, type Vertices } from './vertices.js';

/** The ground of one territory on a map. */
export interface TerritoryShape {
  readonly id: string;
  /** What the map calls it: 1 to k from the north-west to the south-east; territories without ground come last. */
  readonly number: number;
  /** One of 8 colours, 0 to 7. */
  readonly colour: number;
  /** Parts, the largest first, as GeoJSON has them (outline counter-clockwise); empty without located accounts. */
  readonly polygons: Polygons;
  /** A place well inside the main part; `null` without ground. */
  readonly label: Place | null;
  /** How far the outline is from the label, in kilometres on the map; 0 without ground. */
  readonly labelRadiusKm: number;
  /** Ids of the territories that share a border with it, in the order of the plan. */
  readonly neighbourIds: readonly string[];
}

/** A plan as ground: what maps and GeoJSON are drawn from. Plain JSON. */
export interface TerritoryShapes {
  readonly centre: MapCentre;
  /** In the order of the plan. */
  readonly territories: readonly TerritoryShape[];
  /** Outlines to draw over the territories, such as state lines. */
  readonly outlines: readonly Ring[];
  /** Pairs of neighbours that 8 colours could not tell apart; empty but for very scattered plans. */
  readonly clashes: readonly (readonly [string, string])[];
}

/** What the ground is made of. */
export interface ShapeInput {
  /** Areas to merge, such as counties; the cells of the accounts where absent. */
  readonly areas?: AreaCollection;
  /** Areas whose outlines are drawn on top, such as states; those without accounts are left out. */
  readonly outlines?: AreaCollection;
}

/**
 * Gives every territory of a plan its ground, a colour, a number and a place for it.
 *
 * With `areas`, an area goes to the territory with most accounts in it, an area without accounts to the territory of
 * the nearest account. Where another territory has a twentieth of its accounts in an area, or more than in any other,
 * the area is split between the two along the line half-way between their accounts. Areas that no chain of shared
 * borders joins to an account are left out. Without `areas`, the ground is what lies nearer to an account of the
 * territory than to any other and not far from it.
 *
 * @param plan - the plan
 * @param accounts - the accounts it was made from, in any order; those without a place do not count
 * @param input - areas and outlines in degrees
 * @returns the shapes, in the order of the plan's territories
 * @throws `InputError` when plan and accounts do not belong together or an area is none
 * @remarks O(n·a + v·log v) for n accounts, a areas and v corners; the same bytes on every runtime.
 * @example
 * ```ts
 * import { shapeTerritories } from 'bailiwick/io';
 * import { solvePlan } from 'bailiwick/plan';
 *
 * const accounts = [
 *   { id: 'a', lon: -93.3, lat: 45, measures: { hours: 4 }, attributes: {} },
 *   { id: 'b', lon: -87.6, lat: 41.9, measures: { hours: 4 }, attributes: {} },
 * ];
 * const territories = [
 *   { id: 'north', repIds: ['r1'], seat: { lon: -93, lat: 45 } },
 *   { id: 'lakes', repIds: ['r2'], seat: { lon: -88, lat: 42 } },
 * ];
 * const plan = solvePlan({ accounts, territories, measures: [{ id: 'hours', tolerance: 0.1 }] });
 * const [north, lakes] = shapeTerritories(plan, accounts).territories;
 * [north.number, lakes.number]; // => [1, 2]
 * north.neighbourIds; // => ['lakes']
 * north.colour === lakes.colour; // => false
 * ```
 */
export function shapeTerritories(
  plan: Plan,
  accounts: readonly Account[],
  input: ShapeInput = {},
): TerritoryShapes {
  const areas = input.areas && readAreas(input.areas, 'areas');
  const outlines = input.outlines ? readAreas(input.outlines, 'outlines') : [];
  const located = joinAccounts(plan, accounts).filter(
    ({ account, territory }) => territory >= 0 && account.lon !== undefined && account.lat !== undefined,
  );
  const centre = centreMap(
    located.map(({ account }) => account.lon!),
    located.map(({ account }) => account.lat!),
  );
  const projection = createProjection(centre);
  const vertices = createVertices(projection);
  const sites = locateSites(plan, located, projection);
  const segments = areas ? areaSegments(areas, sites, vertices) : cellSegments(sites, vertices);
  const { parts, borders } = dissolve(segments, vertices, plan.territories.length);
  const neighbours = borders.map((lengths) => [...lengths.keys()].sort((a, b) => a - b));
  const { colours, clashes } = colourNeighbours(neighbours);
  const labels = parts.map((own, t) => mainLabel(own, t, sites, vertices));
  const numbers = numberPlaces(labels);
  const ids = plan.territories.map(({ id }) => id);
  return {
    centre,
    territories: ids.map((id, t) => ({
      id,
      number: numbers[t],
      colour: colours[t],
      polygons: parts[t].map((rings) => rings.map((ring) => toPositions(ring, vertices))),
      label: labels[t] && toPlace(projection, labels[t]),
      labelRadiusKm: labels[t]?.radius ?? 0,
      neighbourIds: neighbours[t].map((u) => ids[u]),
    })),
    outlines: drawnOutlines(outlines, sites, vertices),
    clashes: clashes.map(([a, b]) => [ids[a], ids[b]]),
  };
}

function locateSites(
  plan: Plan,
  located: readonly { account: Account; territory: number }[],
  projection: Projection,
): Sites {
  const plane = new Float64Array(2);
  const x = new Float64Array(located.length);
  const y = new Float64Array(located.length);
  located.forEach(({ account }, i) => {
    projection.projectInto(account.lon!, account.lat!, plane, 0);
    x[i] = plane[0];
    y[i] = plane[1];
  });
  const measureId = plan.measures[0]?.id;
  return collectSites(
    x,
    y,
    located.map(({ territory }) => territory),
    located.map(({ account }) => account.measures[measureId] ?? 0),
  );
}

/** The label goes to the part with most ground and accounts: the largest product of the two. */
function mainLabel(
  parts: readonly number[][][],
  territory: number,
  sites: Sites,
  vertices: Vertices,
): LabelPlace | null {
  if (parts.length === 0) return null;
  const own = sites.owner.flatMap((owner, s) => (owner === territory ? [s] : []));
  const weights = parts.map((rings) => {
    const holds = createRegion(rings, vertices);
    const accounts = own.filter((s) => holds(sites.x[s], sites.y[s])).length;
    return (1 + accounts) * doubleArea(rings[0], vertices);
  });
  return placeLabel(parts[weights.indexOf(Math.max(...weights))], vertices);
}

/** Numbers places from the north-west to the south-east, ties by index; what has no place comes last. */
function numberPlaces(places: readonly (LabelPlace | null)[]): number[] {
  const rank = (t: number) => {
    const place = places[t];
    return place === null ? Number.POSITIVE_INFINITY : place.x + place.y;
  };
  const order = places
    .map((_, t) => t)
    .sort((t, u) => (rank(t) < rank(u) ? -1 : rank(t) > rank(u) ? 1 : t - u));
  const numbers = places.map(() => 0);
  order.forEach((t, i) => {
    numbers[t] = i + 1;
  });
  return numbers;
}

/** Decimals of a degree that are written: about a metre. */
const DEGREE_FACTOR = 1e5;

function roundDegrees(degrees: number): number {
  return Math.round(degrees * DEGREE_FACTOR) / DEGREE_FACTOR + 0;
}

/** Turns a ring of the plane, where south is up, into one of GeoJSON. */
function toPositions(ring: readonly number[], { lon, lat }: Vertices): number[][] {
  const positions = [...ring, ring[0]].reverse().map((v) => [roundDegrees(lon[v]), roundDegrees(lat[v])]);
  return positions.filter(([x, y], i) => i === 0 || x !== positions[i - 1][0] || y !== positions[i - 1][1]);
}

function toPlace(projection: Projection, { x, y }: LabelPlace): Place {
  const [lon, lat] = projection.invert(x, y);
  return { lon: roundDegrees(lon), lat: roundDegrees(lat) };
}
