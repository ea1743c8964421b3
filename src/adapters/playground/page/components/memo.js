import { createElement } from "preact";

/** A component that renders anew only when one of its props is another value than before. */
export function memo(component) {
  return function Memo(props) {
    this.shouldComponentUpdate = (next) => !sameProps(this.props, next);
    return createElement(component, props);
  };
}

function sameProps(one, other) {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => Object.is(one[key], other[key]));
}
