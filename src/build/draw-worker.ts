import { parentPort, workerData } from 'node:worker_threads';
import { revisionOf } from '../archive/changes.ts';
import { openForReading } from '../archive/database.ts';
import { sharedAnswers, useDatabase } from '../archive/tracker.ts';
import type { WorkerNews, WorkerTask } from './draw-pool.ts';
import { Drawer, type Job } from './drawer.ts';

const { index, revision, easel } = workerData as WorkerTask;
const port = parentPort;
if (!port) throw new Error('This is the code of a thread, and runs in one alone.');
const say = (news: WorkerNews) => {
  port.postMessage(news);
};

// Another process may bring the index up to date meanwhile; what this thread reads stays as it was.
const database = openForReading(index);
database.enterSnapshot();
const now = revisionOf(database);
if (now.series !== revision.series || now.revision !== revision.revision)
  throw new Error('The content changed while the site was drawn: build again.');
useDatabase(database);
const drawer = Drawer.open(database, easel);

let work = Promise.resolve();
port.on('message', (jobs: readonly Job[]) => {
  work = work.then(async () => {
    if (jobs.length > 0) {
      say({ outcomes: await (await drawer).draw(jobs) });
      return;
    }
    say({ shared: sharedAnswers() });
    database.leaveSnapshot({ keep: false });
    database.close();
    port.close();
  });
});
