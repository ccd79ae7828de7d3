/**
 * Whether plans are the same to the byte in every runtime: the problems of scripts/same-bytes, compared with Node's.
 */
import { collectAnswers } from '../scripts/same-bytes/collectAnswers.mjs';

export const title = 'The same bytes in every runtime';

/** Engines of JavaScript that the figure asks for. */
const WANTED_RUNTIMES = 3;

export async function run() {
  const answers = await collectAnswers();
  const [{ found: reference }] = answers;
  return answers.flatMap(({ runtime, version, found }) => {
    if (found === null) console.log(`${runtime}: skipped: not installed`);
    return Object.entries(found ?? {}).map(([name, text]) => ({
      case: name,
      method: `${runtime} ${version}`,
      isSame: Number(text === reference[name]),
    }));
  });
}

export function figures(records) {
  const runtimes = [...new Set(records.map(({ method }) => method))];
  const problems = [...new Set(records.map((record) => record.case))];
  const same = problems.filter((name) =>
    records.every((record) => record.case !== name || record.isSame === 1),
  );
  return [
    {
      work: 'same bytes',
      wanted: 'Node, Chromium and one more engine on five problems',
      measured: `${same.length} of ${problems.length} problems the same in ${runtimes.join(', ')}`,
      isReached:
        same.length < problems.length
          ? false
          : runtimes.length >= WANTED_RUNTIMES && problems.length >= 5
            ? true
            : null,
    },
  ];
}
