import { describe, expect, it } from 'vitest';
import { byInitial, initialsOf } from '../../src/layouts/initials.ts';

describe('byInitial', () => {
  it('groups by the first letter without its accents, in any script, and keeps the order', () => {
    const names = ['“Quoted”', '2020 elections', 'Äpfel', 'apples', 'ali', 'Élysée', 'تهران', 'दिल्ली', '🎉'];
    expect(
      byInitial(names.map((name) => ({ name }))).map(
        ({ initial, members }) => `${initial}: ${members.map(({ name }) => name).join(', ')}`,
      ),
    ).toMatchInlineSnapshot(`
      [
        "Q: “Quoted”",
        "0–9: 2020 elections",
        "A: Äpfel, apples, ali",
        "E: Élysée",
        "ت: تهران",
        "द: दिल्ली",
        "#: 🎉",
      ]
    `);
  });
});

describe('initialsOf', () => {
  it('takes the first and the last name', () => {
    expect(['S. Jaishankar', 'Abu Mahdi al-Muhandis', 'Plato', 'एस. जयशंकर', '42', ''].map(initialsOf))
      .toMatchInlineSnapshot(`
      [
        "SJ",
        "AM",
        "P",
        "एज",
        "",
        "",
      ]
    `);
  });
});
