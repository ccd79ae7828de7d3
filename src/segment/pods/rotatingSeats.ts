import type { RotationPod } from './rotationInput.js';

/** A place in a pod that a seat is. */
export interface SeatPlace {
  readonly pod: number;
  /** Position among the pod's members. */
  readonly member: number;
  /** Share of the pod's relationship. */
  readonly part: number;
}

/** The n-th member of a role, in all pods that have one. */
export interface Seat {
  readonly role: string;
  readonly index: number;
  /** By group of pods: the places that holders move through, in the order of the pods; rings of one are left out. */
  readonly rings: readonly (readonly SeatPlace[])[];
  /** The largest part that it is of any pod. */
  readonly part: number;
  readonly order: number;
  /** Period in which it rotated last, 0 for the start. */
  last: number;
}

/** All seats, in the order in which members are given. */
export function findSeats(
  pods: readonly RotationPod[],
  roleShares: Readonly<Record<string, number>>,
): Seat[] {
  const places = new Map<string, { role: string; index: number; byGroup: Map<string, SeatPlace[]> }>();
  pods.forEach(({ members, group = '' }, pod) => {
    const heads = new Map<string, number>();
    for (const { role } of members) heads.set(role, (heads.get(role) ?? 0) + 1);
    const whole = [...heads.keys()].reduce((sum, role) => sum + roleShares[role], 0);
    const seen = new Map<string, number>();
    members.forEach(({ role }, member) => {
      const index = seen.get(role) ?? 0;
      seen.set(role, index + 1);
      const part = whole > 0 ? roleShares[role] / whole / (heads.get(role) as number) : 0;
      const key = `${index} ${role}`;
      const seat = places.get(key) ?? { role, index, byGroup: new Map<string, SeatPlace[]>() };
      places.set(key, seat);
      const ring = seat.byGroup.get(group);
      if (ring === undefined) seat.byGroup.set(group, [{ pod, member, part }]);
      else ring.push({ pod, member, part });
    });
  });
  return Array.from(places.values(), ({ role, index, byGroup }, order): Seat => {
    const rings = [...byGroup.values()].filter((ring) => ring.length > 1);
    const part = rings.flat().reduce((most, place) => Math.max(most, place.part), 0);
    return { role, index, rings, part, order, last: 0 };
  });
}
