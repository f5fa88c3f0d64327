# SPDX-License-Identifier: Apache-2.0
"""The tool, asked about many texts at a time: a process costs more than an agreement."""

import json
import pathlib
import subprocess


class Refused(Exception):
    """The tool did not answer."""


class Tool:
    def __init__(self, path, folder):
        self.path = path
        self.folder = pathlib.Path(folder)

    def plans(self, texts):
        """The plan of each text {seed: text}, or why there is none."""
        return self.by_seed("plan", texts, self.plans_said)

    def reports(self, texts):
        """The examples of each text as `slate test` reports them, or why there is no report."""
        return self.by_seed("test", texts, self.examples_said)

    @staticmethod
    def plans_said(answer):
        for agreement in answer["agreements"]:
            yield agreement["name"], agreement

    @staticmethod
    def examples_said(answer):
        for example in answer["examples"]:
            yield example["agreement"], example

    def by_seed(self, verb, texts, said):
        try:
            answers = dict(said(self.call(verb, texts)))
            return {seed: answers[f"random_{seed}"] for seed in texts}
        except Refused as problem:
            if len(texts) == 1:
                return {seed: problem for seed in texts}
        return {s: answer for seed in texts for s, answer in self.by_seed(verb, {seed: texts[seed]}, said).items()}

    def call(self, verb, texts):
        files = []
        for seed, text in texts.items():
            files.append(self.folder / f"{seed}.slate")
            files[-1].write_text(text, encoding="utf-8")
        command = [self.path, verb, *map(str, files), "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1) or not done.stdout:
            raise Refused(f"{verb}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        try:
            return json.loads(done.stdout)
        except ValueError as problem:
            raise Refused(f"{verb}: {problem}") from problem
