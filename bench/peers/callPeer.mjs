/**
 * Runs a peer in a process of its own, so that a limit of time ends it and no other method pays for its memory. A peer
 * reads one JSON object from its standard input and prints one, with `cpuSeconds` of its own work.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a script ends with where its package is not installed. */
const NOT_INSTALLED = 3;

/**
 * Runs a method of a script in bench/peers/npm.
 *
 * @param input - whatever the script reads
 * @param seconds - limit in seconds on the clock
 * @returns what the peer prints, with its `method`; where it is ended by the limit `{ method, cpuSeconds: NaN, isLate: true }`,
 * the method saying so; `null` where it is not installed
 */
export function callNpm(script, method, input, seconds) {
  return callPeer(process.execPath, [find(`npm/${script}`), method], method, input, seconds);
}

/** The same for bench/peers/python. */
export function callPython(script, method, input, seconds) {
  const python = findPython();
  if (!existsSync(python)) return skip(method, 'not installed (sh bench/peers/python/setup.sh)');
  return callPeer(python, [find(`python/${script}`), method], method, input, seconds);
}

/** Where bench/peers/python/setup.sh puts its virtual environment. */
function findPython() {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  return path.join(process.env.BAILIWICK_PYTHON_PEERS ?? path.join(cache, 'bailiwick-peers'), 'bin/python');
}

function find(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

function callPeer(command, args, method, input, seconds) {
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1e9,
    timeout: 1e3 * seconds,
    killSignal: 'SIGKILL',
  });
  if (error?.code === 'ETIMEDOUT') {
    return { method: `${method}: no answer in ${seconds} s`, cpuSeconds: Number.NaN, isLate: true };
  }
  if (status === NOT_INSTALLED) return skip(method, `not installed (${stderr.trim()})`);
  if (status !== 0) throw new Error(`${method} failed: ${stderr}`);
  return { method, ...JSON.parse(stdout) };
}

function skip(method, reason) {
  console.log(`${method}: skipped: ${reason}`);
  return null;
}
