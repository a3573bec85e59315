import { parentPort, workerData } from 'node:worker_threads';
import { revisionOf } from '../archive/changes.ts';
import { openForReading, type Database } from '../archive/database.ts';
import { sharedAnswers, useDatabase } from '../archive/tracker.ts';
import type { WorkerNews, WorkerStart, WorkerTask } from './draw-pool.ts';
import { Drawer, loadPages, type Job } from './drawer.ts';

const port = parentPort;
if (!port) throw new Error('This is the code of a thread, and runs in one alone.');
const say = (news: WorkerNews) => {
  port.postMessage(news);
};

const loaded = loadPages((workerData as WorkerStart).bundle);
// Told where it is waited for.
loaded.catch(() => undefined);

/** Opens the index as it is for the build whose pages are drawn. */
function openIndex({ index, revision }: WorkerTask): Database {
  // Another process may bring the index up to date meanwhile; what this thread reads stays as it was.
  const database = openForReading(index);
  database.enterSnapshot();
  const now = revisionOf(database);
  if (now.series !== revision.series || now.revision !== revision.revision)
    throw new Error('The content changed while the site was drawn: build again.');
  useDatabase(database);
  return database;
}

port.once('message', (task: WorkerTask) => {
  const database = openIndex(task);
  const drawer = loaded.then((pages) => new Drawer(pages, database, task.easel));
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
});
