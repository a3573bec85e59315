import type { Element } from 'hast';
import type { HtmlStep } from './story.ts';
import { walkElements } from './walk.ts';

/** Makes a figure of a paragraph that holds one picture and nothing else; its title becomes the caption. */
export const makeFigures: HtmlStep = (tree) => {
  walkElements(tree, (node) => {
    if (node.tagName !== 'p') return true;
    const [picture, ...others] = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
    if (picture?.type !== 'element' || picture.tagName !== 'img' || others.length > 0) return false;
    const { title, ...properties } = picture.properties;
    const figure: Element['children'] = [{ ...picture, properties }];
    if (typeof title === 'string' && title.trim() !== '') {
      figure.push({
        type: 'element',
        tagName: 'figcaption',
        properties: {},
        children: [{ type: 'text', value: title }],
      });
    }
    node.tagName = 'figure';
    node.children = figure;
    return false;
  });
};
