# SPDX-License-Identifier: Apache-2.0
"""The references between nodes of a plan's JSON."""


def children(node):
    """Node ids below, not through rollups."""
    ids = list(node.get("args", []))
    ids += [node[name] for name in ("where", "body", "fallback") if name in node]
    ids += [row["value"] for row in node.get("rows", [])]
    for rung in node.get("rungs", []):
        ids += [rung["value"]] + [bound["value"] for bound in rung["bounds"]]
    return ids


def below(nodes, rollups, roots):
    """All nodes that the roots stand on, through rollups too, each once."""
    seen, stack, found = set(), list(roots), []
    while stack:
        node_id = stack.pop()
        if node_id in seen:
            continue
        seen.add(node_id)
        node = nodes[node_id]
        found.append((node_id, node))
        stack += children(node)
        if "rollup" in node:
            rollup = rollups[node["rollup"]]
            stack += [rollup[n] for n in ("where", "body", "place_value") if n in rollup]
    return found


def step_on(steps, day):
    """The step of a timeline that holds on a day: the last one of those that say a time, else `else`."""
    held = otherwise = None
    for step in steps:
        first, last = step.get("from_day"), step.get("to_day")
        if first is None and last is None:
            otherwise = step
        elif (first is None or first <= day) and (last is None or day < last):
            held = step
    return held or otherwise
