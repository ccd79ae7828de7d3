/**
 * Whether the same input, options and seed give the same bytes in every runtime (collectAnswers.mjs says in which). One
 * that is missing is skipped with a line that says so. Fails where two runtimes differ.
 */
import { collectAnswers } from './collectAnswers.mjs';

const answers = await collectAnswers();
for (const { runtime, found } of answers) {
  if (found === null) console.log(`${runtime}: skipped: not installed`);
}
const present = answers.filter(({ found }) => found !== null);
const [{ found: reference }] = present;
const names = Object.keys(reference);
const differing = names.filter((name) => present.some(({ found }) => found[name] !== reference[name]));
for (const name of names) {
  const isSame = !differing.includes(name);
  console.log(`${isSame ? 'same' : 'DIFFERS'}  ${name}${isSame ? `: ${reference[name]}` : ''}`);
  if (!isSame) for (const { runtime, found } of present) console.log(`         ${runtime}: ${found[name]}`);
}
const runtimes = present.map(({ runtime, version }) => `${runtime} ${version}`).join(', ');
console.log(`${names.length - differing.length} of ${names.length} problems: the same bytes in ${runtimes}`);
if (differing.length > 0) process.exitCode = 1;
