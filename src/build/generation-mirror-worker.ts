import { workerData } from 'node:worker_threads';
import { mirrorShare, type MirrorShare } from './generation-mirror.ts';

/** A thread that does its share of a mirror and ends; an error in it ends the whole. */
mirrorShare(workerData as MirrorShare);
