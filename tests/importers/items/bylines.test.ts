import { describe, expect, it } from 'vitest';
import { splitByline } from '../../../src/importers/items/bylines.ts';

describe('a byline', () => {
  it.each([
    ['By Kyle Strand, Nico Matt, and Ama d’Antra', ['Kyle Strand', 'Nico Matt', 'Ama d’Antra']],
    ['Ann Lee <ann@desk.example> and Bo Li', ['Ann Lee', 'Bo Li']],
    ['Ann Lee | Bo Li; Desk', ['Ann Lee', 'Bo Li', 'Desk']],
    ['["Ann Lee", "Desk"]', ['Ann Lee', 'Desk']],
  ])('names several people: %j', (byline, names) => {
    expect(splitByline(byline)).toEqual(names);
  });

  it.each([
    'Roe, Jane',
    'Jane Doe, PhD',
    'Research and Development',
    'Carol (Nichols || Goulding)',
    'Jane Roe, on behalf of The Project Teams',
  ])('names one author: %j', (byline) => {
    expect(splitByline(byline)).toEqual([byline]);
  });
});
