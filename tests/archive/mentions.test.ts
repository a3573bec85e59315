import { describe, expect, it } from 'vitest';
import { storyText } from '../../src/archive/queries/stories.ts';
import { makeArchive, story } from '../content-folder.ts';

const PEOPLE = {
  'people/s-jaishankar.md': '---\nname: S. Jaishankar\naliases: [Jaishankar, सुब्रह्मण्यम जयशंकर]\n---\n',
  'people/li-xi.md': '---\nname: 李希\n---\n',
};

async function html(body: string, front = ''): Promise<string> {
  await makeArchive({ ...PEOPLE, 'articles/a.md': story(front, body) });
  return storyText('a.md')
    .map((part) => (part.kind === 'html' ? part.html : `[${part.index}]`))
    .join('');
}

describe('mentions of registered people', () => {
  it('are linked where a person is named first, and only there', async () => {
    expect(await html('S. Jaishankar spoke. Jaishankar agreed.\n')).toBe(
      '<p><a class="person" href="/people/s-jaishankar/">S. Jaishankar</a> spoke. Jaishankar agreed.</p>',
    );
  });

  it('are never linked within a link, a heading or a quotation', async () => {
    const text = await html(
      '## Jaishankar\n\n> Jaishankar\n\n[Jaishankar](https://example.org/)\n\nThen Jaishankar.\n',
    );
    expect(text.match(/class="person"/gu)).toHaveLength(1);
    expect(text).toContain('<p>Then <a class="person" href="/people/s-jaishankar/">Jaishankar</a>.</p>');
  });

  it('are whole words, in every script', async () => {
    expect(await html('Jaishankars and preJaishankar.\n')).not.toContain('class="person"');
    expect(await html('Jaishankar’s call.\n')).toContain('>Jaishankar</a>’s');
    expect(await html('कल सुब्रह्मण्यम जयशंकर ने कहा।\n')).toContain('>सुब्रह्मण्यम जयशंकर</a>');
    expect(await html('昨天李希说话。\n')).toContain('>李希</a>');
  });

  it('are found across line breaks and fixed spaces, in decomposed letters, and before Korean particles', async () => {
    expect(await html('Then S.\nJaishankar spoke.\n')).toContain('>S.\nJaishankar</a>');
    const more = { 'people/m.md': '---\nname: José Muñoz\naliases: [이재명, Lee Jae-myung]\n---\n' };
    const found = async (body: string) => {
      await makeArchive({ ...more, 'articles/a.md': story('', body) });
      return JSON.stringify(storyText('a.md'));
    };
    expect(await found(`${'José Muñoz'.normalize('NFD')} spoke.\n`)).toContain('/people/m/');
    expect(await found('이재명은 말했다.\n')).toContain('이재명</a>은');
    expect(await found('Lee\u00A0Jae-myung spoke.\n')).toContain('/people/m/');
  });

  it('are found for a person whose name is one word', async () => {
    await makeArchive({
      'people/madonna.md': '---\nname: Madonna\n---\n',
      'articles/a.md': story('', 'Madonna sang.\n'),
    });
    expect(JSON.stringify(storyText('a.md'))).toContain('/people/madonna/');
  });

  it('are left alone where the story says linkPeople: false', async () => {
    expect(await html('Jaishankar spoke.\n', 'linkPeople: false')).not.toContain('class="person"');
  });

  it('follow the registry: a new alias links stories that are already in the index', async () => {
    const archive = await makeArchive({ 'articles/a.md': story('', 'The minister spoke.\n') });
    const text = () => JSON.stringify(storyText('a.md'));
    expect(text()).not.toContain('person');
    await archive.update({ 'people/m.md': '---\nname: M. Minister\naliases: [The minister]\n---\n' });
    expect(text()).toContain('/people/m/');
    await archive.update({ 'people/m.md': null });
    expect(text()).not.toContain('person');
  });
});
