# SPDX-License-Identifier: Apache-2.0
"""Holds every format of `slate check` against its schema, and against what --format json says.

usage: findings_formats.py TOOL     from the project's root
"""

import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree

try:
    import jsonschema
except ImportError:  # another Python than Debian's, without its packages
    sys.path.append("/usr/lib/python3/dist-packages")
    import jsonschema

AREAS = ("syntax", "names", "types", "agreement", "lint", "defects", "formats")
SCHEMAS = pathlib.Path("tests/schemas")


class Checker:
    def __init__(self, tool):
        self.tool = tool
        self.problems = []
        self.validators = {}
        for name in ("sarif-2.1.0", "gitlab-code-quality"):
            schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
            kind = jsonschema.validators.validator_for(schema)
            kind.check_schema(schema)
            self.validators[name] = kind(schema)

    def demand(self, holds, sentence):
        if not holds:
            self.problems.append(sentence)

    def written(self, form, *arguments):
        done = subprocess.run([self.tool, "check", "--format", form, *arguments], capture_output=True)
        self.demand(done.returncode in (0, 1), f"{arguments} --format {form}: exit {done.returncode}")
        self.demand(not done.stderr, f"{arguments} --format {form}: {done.stderr[:200]}")
        return done.stdout.decode("utf-8")

    def validate(self, name, value, where):
        for error in self.validators[name].iter_errors(value):
            path = "/".join(str(part) for part in error.absolute_path)
            self.problems.append(f"{where}: {name} at {path}: {error.message[:200]}")

    def check(self, path):
        known = json.loads(self.written("json", path))
        self.check_sarif(path, known)
        self.check_gitlab(path, known)
        self.check_github(path, known)
        self.check_junit(path, known)
        self.check_markdown(path, known)
        return len(known)

    def check_sarif(self, path, known):
        log = json.loads(self.written("sarif", path))
        self.validate("sarif-2.1.0", log, path)
        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        opened = [result for result in run["results"] if not result["suppressions"]]
        self.demand([r["ruleId"] for r in opened] == [k["code"] for k in known], f"{path}: sarif has other findings")
        for result in run["results"]:
            self.demand(rules[result["ruleIndex"]]["id"] == result["ruleId"], f"{path}: wrong ruleIndex")
        for result, finding in zip(opened, known):
            self.check_place(path, result, finding["where"])
            self.demand(len(result.get("fixes", [])) == len(finding["fixes"]), f"{path}: sarif has other fixes")

    def check_place(self, path, result, where):
        physical = result["locations"][0]["physicalLocation"]
        uri = urllib.parse.unquote(physical["artifactLocation"]["uri"])
        self.demand(uri == where["file"], f"{path}: {uri} is not {where['file']}")
        if "begin" not in where:
            return
        text = pathlib.Path(where["file"]).read_bytes()
        region = physical["region"]
        for byte, line, column in (("begin", "startLine", "startColumn"), ("end", "endLine", "endColumn")):
            before = re.split(rb"\r\n|\n|\r(?!\n)", text[: where[byte]])
            try:
                last = before[-1].decode("utf-8").removeprefix("\ufeff")
            except UnicodeDecodeError:  # broken text has no columns to agree on
                continue
            units = len(last.encode("utf-16-le")) // 2
            at = (region[line], region[column])
            self.demand(at == (len(before), units + 1), f"{path}: {at} for byte {where[byte]}, not {len(before), units + 1}")

    def check_gitlab(self, path, known):
        report = json.loads(self.written("gitlab", path))
        self.validate("gitlab-code-quality", report, path)
        prints = [one["fingerprint"] for one in report]
        self.demand(len(set(prints)) == len(prints) == len(known), f"{path}: fingerprints are not unique")

    def check_github(self, path, known):
        lines = self.written("github", path).splitlines()
        self.demand(len(lines) == len(known), f"{path}: {len(lines)} workflow commands for {len(known)} findings")
        for line, finding in zip(lines, known):
            found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
            self.demand(found is not None, f"{path}: no workflow command: {line[:200]}")
            if found is None:
                continue
            properties = dict(part.split("=", 1) for part in found[2].split(","))
            self.demand(urllib.parse.unquote(properties["file"]) == finding["where"]["file"], f"{path}: wrong file")
            self.demand(int(properties.get("line", 0)) == finding["where"]["line"], f"{path}: wrong line")

    def check_junit(self, path, known):
        root = xml.etree.ElementTree.fromstring(self.written("junit", path))
        cases = list(root.iter("testcase"))
        failures = list(root.iter("failure"))
        self.demand({e.tag for e in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "skipped", "system-out"},
                    f"{path}: unknown elements in JUnit")
        self.demand(all({"name", "classname"} == set(case.attrib) for case in cases), f"{path}: attributes of JUnit cases")
        for suite in root.iter("testsuite"):
            self.demand(int(suite.get("tests")) == len(suite.findall("testcase")), f"{path}: JUnit counts tests wrongly")
            self.demand(int(suite.get("failures")) == len(list(suite.iter("failure"))), f"{path}: JUnit counts failures wrongly")
            self.demand(int(suite.get("skipped")) == len(list(suite.iter("skipped"))), f"{path}: JUnit counts skipped wrongly")
        self.demand(int(root.get("failures")) == len(failures), f"{path}: JUnit counts failures wrongly")
        acted = [finding for finding in known if finding["severity"] != "remark"]
        self.demand(len(failures) == len(acted), f"{path}: {len(failures)} failures for {len(acted)} findings")

    def check_markdown(self, path, known):
        lines = self.written("markdown", path).splitlines()
        rows = [line for line in lines if line.startswith(("| error", "| warning", "| remark"))]
        self.demand(len(rows) == min(len(known), 50), f"{path}: {len(rows)} rows for {len(known)} findings")
        for row in rows:
            self.demand(len(re.findall(r"(?<!\\)\|", row)) == 5, f"{path}: a row of other cells: {row}")
            words = re.sub(r"`[^`]*`|<br>|<!-- -->|&#\d+;", "", row).replace("| ", "")
            self.demand(not re.search(r"[<>*_\[\]`@]", words), f"{path}: markup in {row}")


def main():
    checker = Checker(sys.argv[1])
    texts = findings = 0
    for area in AREAS:
        for path in sorted(pathlib.Path("tests/cases", area).glob("*.slate")):
            findings += checker.check(str(path))
            texts += 1
    for problem in checker.problems[:50]:
        print(problem)
    print(f"{texts} texts, {findings} findings, {len(checker.problems)} problems")
    return 1 if checker.problems or not findings else 0


if __name__ == "__main__":
    sys.exit(main())
