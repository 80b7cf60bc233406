// A server of modelled instances for the tests of one file.
import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';

/** How clients reach it; filled before the first test. */
export const config = {};

const data = mkdtempSync(join(tmpdir(), 'spotdrill-sdk-'));
let server;

before(async () => {
  server = spawn(process.env.SPOTDRILL,
                 ['serve', '--port', '0', '--data', data, '--instances', 'modelled', '--seed', '1', '--speed', '60'],
                 {stdio: ['ignore', 'ignore', 'inherit']});
  const file = join(data, 'server.json');
  for (let i = 0; i < 200 && !existsSync(file); ++i) await sleep(50);
  const {endpoint} = JSON.parse(readFileSync(file));
  const keys = Object.fromEntries(
      readFileSync(join(data, 'credentials'), 'utf8').split('\n')
          .map(line => line.split('=').map(part => part.trim())).filter(pair => pair.length == 2));
  Object.assign(config, {
    endpoint, region: 'us-east-1', maxAttempts: 1,
    credentials: {accessKeyId: keys.aws_access_key_id, secretAccessKey: keys.aws_secret_access_key},
  });
});

after(async () => {
  const ended = new Promise(resolve => server.on('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(data, {recursive: true});
});
