import { describe, expect, it } from 'vitest';
import { withoutTags } from '../../../src/importers/blogs/shortcodes.ts';

const plain = (text: string, values: Record<string, string> = {}, isMdx = false): string =>
  withoutTags(text, { values: new Map(Object.entries(values)), isMdx, pictures: new Set(['a.jpg']) }).text.trim();

describe('shortcodes and tags', () => {
  it.each([
    ['{{< figure src="a.jpg" alt="A crane" caption="The port" >}}', '![A crane](<a.jpg> "The port")'],
    ['{{< figure src="b.jpg" alt="A crane" caption="The port" >}}', '![A crane](<b.jpg>) The port'],
    ['{{< img-right src="b.png" alt="A [red] crane" >}}', '![A \\[red\\] crane](<b.png>)'],
    ['{% image "assets/a b.png" "A crane" %}', '![A crane](<assets/a b.png>)'],
    ['{% picture wide b/a.jpg alt="A crane" %}', '![A crane](<b/a.jpg>)'],
    ['{% picture wide b/a.jpg %}', '![](<b/a.jpg>)'],
    ['{% image_with_class "a.png" "wide" "A crane" %}', '![A crane](<a.png>)'],
    ['{% include figure.html src="a.png" alt="A crane" %}', '![A crane](<a.png>)'],
    ['{{< youtube abc-DEF_123 >}}', '<https://www.youtube.com/watch?v=abc-DEF_123>'],
    ['{{< youtube id="abc-DEF_123" title="A crane" >}}', '[A crane](<https://www.youtube.com/watch?v=abc-DEF_123>)'],
    ['{{ youtube(id="abc-DEF_123") }}', '<https://www.youtube.com/watch?v=abc-DEF_123>'],
    ['{% vimeo 12345 %}', '<https://vimeo.com/12345>'],
    ['{{< tweet user="port" id="123456" >}}', '<https://twitter.com/port/status/123456>'],
    ['{{< tweet 123456 >}}', '<https://twitter.com/i/web/status/123456>'],
    ['{{< quote-block text="We reopen." cite="The port" >}}', '> We reopen.\n>\n> — The port'],
    ['{{% quote author="The port" %}}\nWe reopen.\n{{% /quote %}}', '> We reopen.\n>\n> — The port'],
    ['{{< button href="https://port.example" text="See it" >}}', '[See it](<https://port.example>)'],
    ['{% highlight js %}\nlet a = "{{ b }}";\n{% endhighlight %}', '```js\nlet a = "{{ b }}";\n```'],
    ['Use {% raw %}{{ name }}{% endraw %} here.', 'Use {{ name }} here.'],
    ['Write {{</* figure src="a" */>}}.', 'Write {{< figure src="a" >}}.'],
    ['[a]({{ site.baseurl }}/b/)', '[a](/b/)'],
    ['[a]({{ "/b/" | url }})', '[a](/b/)'],
    ['{% assign q = "https://q.example/" %}[a]({{q}}7)', '[a](https://q.example/7)'],
    ['## Head {#head-1}\n\nText\n{: .lead}', '## Head\n\nText'],
    ['* TOC\n{:toc}\n\nText', 'Text'],
    ['[a]({{< ref "/b/c.md" >}})', '[a](dateline-file:/b/c.md)'],
    ['[a]({{% relref path="c.md#d" lang="fr" %}})', '[a](dateline-file:c.md#d)'],
    ['[a]({{ site.url }}{% post_url 2014-03-05-c %})', '[a](dateline-file:2014-03-05-c)'],
    ['[a][b]\n\n[b]: {%link c d.md %}', '[a][b]\n\n[b]: dateline-file:c'],
    ['<a href="{% link c.md %}">a</a>', '<a href="dateline-file:c.md">a</a>'],
    ['Get <{{ page.file }}> now', 'Get  now'],
    ['[a]({{< newslink "b.md" >}})', '[a](dateline-file:b.md)'],
    ['{{< codeblock lang="sh" title="run" >}}\n$ ls\n{{</ codeblock >}}', '```sh\n$ ls\n```'],
    ['{% codeblock A title lang:js %}\na\n{% endcodeblock %}', '```js\na\n```'],
    ['{% code %}\n{{ a }}\n{% endcode %}', '```\n{{ a }}\n```'],
    ['{% asset_img a.png "A crane" %}', '![A crane](<a.png>)'],
    ['{{< twitter port 123456 >}}', '<https://twitter.com/port/status/123456>'],
    ['<img style={{margin: "auto"}} src="a.png">', '<img src="a.png">'],
    ['{{< post-image src="a.jpg" alt="A crane" >}}', '![A crane](<a.jpg>)'],
    ['{% include lead-photo.html path="a.jpg" alt="A crane" %}', '![A crane](<a.jpg>)'],
    ['{{ katex(body="\\vec{a}") }}', '$\\vec{a}$'],
    ['{{ note(text="We {all} reopen") | safe }}', 'We {all} reopen'],
    ['[a]({filename}../b.md) [c](|static|/d.pdf)', '[a](dateline-file:../b.md) [c](/d.pdf)'],
    ['Before{% comment %} hidden {% endcomment %} after<!-- never -->', 'Before after'],
  ])('writes %s', (tag, markdown) => {
    expect(plain(tag)).toBe(markdown);
  });

  it('leaves code alone', () => {
    for (const code of ['`{{ a }}` and `{% b %}`', '```\n{{< figure src="a" >}}\n{: .x}\n```', '~~~\n<!-- a -->\n~~~'])
      expect(plain(`${code}\n\n{{< x >}}`)).toBe(code);
  });

  it.each([
    ['{{< def "demurrage" "what a late ship pays" >}}', 'demurrage: what a late ship pays'],
    ['The {{% tip text="Join us" icon="fa-star" %}} of it', 'The Join us of it'],
    ['{{< panel title="Note" color="red" >}}\nThe port is shut.\n{{< /panel >}}', 'Note\n\nThe port is shut.'],
    ['{% callout "/a/b.html" "wide left" %}', 'wide left'],
    ['{% include aside.html title="The port" class="a b" %}', 'The port'],
    ['{{< term "港口关闭" >}}', '港口关闭'],
    ['{{< chart "a/b c.csv" width="100 px" >}}', ''],
    ['{{< icon "anchor" >}}', ''],
  ])('keeps the words that readers saw of %s', (tag, words) => {
    expect(plain(tag)).toBe(words);
  });

  it('tells of words that it kept of a tag that it does not know', () => {
    const context = { values: new Map<string, string>(), isMdx: false, pictures: new Set<string>() };
    expect(withoutTags('{{< tip text="Join us" >}}{% include tip.html text="Join us" %}', context).fates).toEqual([
      {
        field: 'shortcode tip',
        fate: 'changed',
        as: 'body',
        how: 'written as the words that it was given, because it is not known what it shows',
      },
      {
        field: 'include tip.html',
        fate: 'changed',
        as: 'body',
        how: 'written as the words that it was given; its text is in another file of the site',
      },
    ]);
  });

  it.each([
    ['import a from "./a.jpg"\n\n<Image src={a} alt="A crane" />', '![A crane](<./a.jpg>)'],
    [
      'import a from "@/assets/a.jpg"\n\n<img src={a.src} alt="A crane" />',
      '<img src="/assets/a.jpg" alt="A crane" />',
    ],
    ['import {\n  Note,\n  Tip,\n} from "./parts"\n\nThe port', 'The port'],
    ['export * from "./a"\nexport async function b() {\n  go()\n}\n\nThe port', 'The port'],
    ['A{" "}crane {\'in port\'}', 'A crane in port'],
    ['<Chart data={{ a: { b: 1 } }} onClick={() => { go() }}>A crane</Chart> and', 'A crane and'],
    ['<Photo id="p/1" imgProps={{ alt: "A crane", width: 3 }} /> and', 'A crane and'],
    ['<Aside title="The port">\nIt is shut.\n</Aside>', 'The port\n\nIt is shut.'],
    ['One < Two and <Broken a="b', 'One < Two and <Broken a="b'],
  ])('takes MDX out of %s', (mdx, words) => {
    expect(plain(mdx, {}, true)).toBe(words);
  });

  it.each([
    [':::note[The port]\nIt is **shut**.\n:::\n\nSo.', 'The port\n\nIt is **shut**.\n\n\nSo.'],
    ['::: warning Mind the gap {open}\nIt is shut.\n:::', 'Mind the gap\n\nIt is shut.'],
    [':::message\nIt is shut.\n:::', 'It is shut.'],
    ['!!! note "The port"\n\n    It is shut.\n\n    - a\n\nSo.', 'The port\n\n\nIt is shut.\n\n- a\n\nSo.'],
    ['> [!NOTE]\n> It is shut.', '> Note\n>\n> It is shut.'],
    ['> [!tip]- The port\n> It is shut.', '> The port\n>\n> It is shut.'],
    ['```\n:::note\n```', '```\n:::note\n```'],
  ])('makes paragraphs of the box %s', (box, words) => {
    expect(plain(box)).toBe(words);
  });

  it.each([
    ['<Video src="a.mp4" controls />\n\nWords', '<Video src="a.mp4" controls></Video>\n\nWords'],
    ['<a id="b"/>Words <br/> <img src="a/b" />', '<a id="b"></a>Words <br/> <img src="a/b" />'],
    ['`<video />` <https://port.example/>', '`<video />` <https://port.example/>'],
  ])('closes what stands open in %s', (text, words) => {
    expect(plain(text)).toBe(words);
  });

  it('leaves indented code alone, and nothing else that is indented', () => {
    const code = 'Run it:\n\n    go build -o="{{name}}" <!-- a -->\n\n\techo {{ site.x }}\n\nDone.';
    expect(plain(`${code} {{< x >}}`)).toBe(code);
    expect(plain('- One\n\n    {{ site.title }} two\n\n    <!-- a -->three', { 'site.title': 'Port' })).toBe(
      '- One\n\n    Port two\n\n    three',
    );
    expect(plain('Text\n\n    {{< youtube abc-DEF_123 >}}')).toContain('youtube.com/watch');
    expect(plain('Text\n\n    Welcome to {{ site.title }}', { 'site.title': 'Port' }, true)).toContain('to Port');
  });

  it('leaves the words of Go’s templates, which no text runs', () => {
    expect(plain('Write {{.Name}}{{ end }} or {{ range $a }} there. {{ name }}')).toBe(
      'Write {{.Name}}{{ end }} or {{ range $a }} there.',
    );
  });

  it('puts in the values that the input has', () => {
    expect(
      plain('Write to {{< param email >}} at {{ site.host }}.', {
        'params.email': 'a@port.example',
        'site.host': 'the port',
      }),
    ).toBe('Write to a@port.example at the port.');
  });

  it('names what it takes out, and unlinks what leads nowhere', () => {
    const { text, fates } = withoutTags(
      '{{< box color="red" >}}\nWords\n{{< /box >}}\n\nSee [the {{ site.best }} page]({{ site.cdn }}/page) at {{< ref "page.md" >}} and {{ site.count }} more.\n',
      {
        values: new Map(),
        isMdx: false,
        pictures: new Set(),
      },
    );
    expect(text.trim()).toBe('Words\n\n\nSee the  page at  and  more.');
    expect(fates).toEqual([
      {
        field: 'shortcode box',
        value: '{{< box color="red" >}}',
        fate: 'dropped',
        why: 'it is not known what it shows; words between its marks stay',
      },
      {
        field: 'shortcode ref',
        value: 'page.md',
        fate: 'dropped',
        why: 'the address of the page that it names is not known',
      },
      ...['best', 'cdn'].map((name) => ({
        field: `variable site.${name}`,
        value: `{{ site.${name} }}`,
        fate: 'dropped',
        why: 'its value is not in the input',
      })),
      {
        field: 'variable site.count',
        value: '{{ site.count }}',
        fate: 'dropped',
        why: 'its value is not in the input',
      },
      {
        field: 'link in the text',
        fate: 'changed',
        as: 'body',
        how: 'made plain words, because its address is not known',
      },
    ]);
  });

  it('shows nothing of how it works in what it tells', () => {
    const { fates } = withoutTags('{% box `a` %}', { values: new Map(), isMdx: false, pictures: new Set() });
    expect(fates).toMatchObject([{ field: 'tag box', value: '{% box … %}' }]);
  });

  it('takes programs and components out of MDX, and keeps their words', () => {
    expect(
      plain(
        'import { Box } from "./box";\n\n<Box color={1}>\nWords\n</Box>\n\n{/* never */}\n\n<Figure src="a.png" alt="A crane" />',
        {},
        true,
      ),
    ).toBe('Words\n\n\n\n\n![A crane](<a.png>)');
  });
});
