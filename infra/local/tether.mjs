// Runs a command that must not outlive the process that asked for it.
//
//   node tether.mjs [--grace=<seconds>] <command> [arguments...]
//
// The first line on stdout is the child's process id; after it comes the child's own output. When stdin closes (the other
// end was told to stop, or was killed with -9 and could tell nobody), the child gets SIGTERM and the time to flush what it
// holds, then SIGKILL. When the child ends first, its exit code becomes ours (128 + n for a signal, as shells count).

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const options = process.argv.slice(2);
let graceSeconds = 30;
if (options[0]?.startsWith('--grace=')) graceSeconds = Number(options.shift().slice('--grace='.length));

const [command, ...commandArguments] = options;
if (!command || !(graceSeconds >= 0)) {
  console.error('usage: node tether.mjs [--grace=<seconds>] <command> [arguments...]');
  process.exit(64);
}

// A group of its own: Ctrl+C in a terminal reaches us and not the child, so that the child is stopped once and in our way.
const child = spawn(command, commandArguments, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });

child.on('spawn', () => {
  process.stdout.write(`${child.pid}\n`);
  passOn(child.stdout, process.stdout);
  passOn(child.stderr, process.stderr);
});

// When the reader is gone, what the child says is still taken from it: a full pipe would keep it from ending.
function passOn(from, to) {
  from.pipe(to);
  to.on('error', () => from.unpipe(to).resume());
}

child.on('error', error => {
  console.error(`${command} could not be started: ${error.message}`);
  process.exit(127);
});

// "close" comes when the last lines were passed on. A grandchild that keeps the pipes open may hold it back for ever.
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
  setTimeout(() => process.exit(), 2000).unref();
});
child.on('close', () => process.exit());

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
}

process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
