# SPDX-License-Identifier: Apache-2.0
"""What surrounds a check in a project: fixes, levels, baselines, a new project, shells, the manual page.

usage: check_workflow.py TOOL     from the project's root
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HEAD = """slate 1

use std.availability

agreement hosting "Hosting" {
  provider acme "Acme"
  customer buyer "Buyer"
  term     2026-01-01 .. 2026-12-31
  zone     "UTC"
  currency EUR
  period   month

  input outage { from, to: instant } complete
  given fee: money = 100 EUR
"""
GOOD = """
  objective uptime "Availability" {
    measure availability(spans(outage), period)
    target  >= 99.9%
    credit  fee * ladder { < 99.9%: 10%, < 99%: 25% }
  }
  settle { sum of uptime  cap fee  round half_up to 0.01 EUR }
}
"""
FALLING = GOOD.replace("10%, < 99%: 25%", "25%, < 99%: 10%")


class Project:
    """A folder that is gone afterwards."""

    def __init__(self, tool):
        self.tool = str(pathlib.Path(tool).resolve())
        self.environment = {**os.environ, "SLATE_STDLIB": str(pathlib.Path("stdlib").resolve()), "NO_COLOR": "1"}

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="slate-project-"))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def write(self, path, text):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def run(self, code, *arguments, folder="."):
        done = subprocess.run([self.tool, *arguments], cwd=self.folder / folder, env=self.environment,
                              capture_output=True, text=True)
        said = done.stdout + done.stderr
        assert done.returncode == code, f"{' '.join(arguments)}: exit {done.returncode}, not {code}\n{said}"
        return said


def safe_fixes(project):
    broken = HEAD + "  let unread = 3\n" + GOOD.replace(">= 99.9%", "≥ 99.9%")
    project.write("a.slate", broken)
    diff = project.run(1, "check", "--diff", "a.slate")
    assert "-    target  ≥ 99.9%" in diff and "+    target  >= 99.9%" in diff, diff
    assert "-  let unread = 3" in diff, diff
    assert project.read("a.slate") == broken, "--diff wrote"
    said = project.run(0, "check", "--fix", "a.slate")
    assert "2 fixes applied" in said, said
    assert project.read("a.slate") == HEAD + GOOD
    assert "0 fixes applied" in project.run(0, "check", "--fix", "a.slate")


def unsafe_fixes(project):
    project.write("a.slate", (HEAD + GOOD).replace("fee * ladder", "fe * lader").replace("sum of uptime", "sum of uptme"))
    before = project.read("a.slate")
    said = project.run(1, "check", "--fix", "a.slate")
    assert "--unsafe applies" in said and project.read("a.slate") == before, said
    project.run(0, "check", "--fix", "--unsafe", "a.slate")
    assert project.read("a.slate") == HEAD + GOOD
    project.run(2, "check", "--unsafe", "a.slate")


def fixes_leave_others_alone(project):
    """What is not safe stays, and standard input is not written."""
    project.write("a.slate", HEAD + "  given spare: money = 1 EUR\n  // slate: allow(SL7004) because of nothing\n" + GOOD)
    project.run(1, "check", "--fix", "a.slate")
    assert "allow" not in project.read("a.slate") and "spare" in project.read("a.slate")
    assert "not standard input" in project.run(2, "check", "--fix", "-")


def levels(project):
    project.write("a.slate", HEAD + FALLING)
    for table, code, word in (
        ("", 1, "warning[SL7004]"),
        ('SL7004 = "error"', 1, "error[SL7004]"),
        ('falling-credit = "remark"', 0, "remark[SL7004]"),
        ('falling-credit = "off"', 0, ""),
        ('ignore = ["SL7"]', 0, ""),
        ('select = ["SL7003"]', 0, ""),
        ('select = ["SL7003"]\nSL7004 = "warning"', 1, "warning[SL7004]"),
        ('SL7044 = "off"', 1, "error[SL6118]: no finding is called `SL7044`"),
        ('SL3001 = "off"', 1, "error[SL6119]: `SL3001` is an error"),
        ('SL7004 = "loud"', 1, "error[SL6105]"),
        ("SL7004 = 3", 1, "error[SL6103]"),
        ('selct = ["SL7"]', 1, "error[SL6102]: [check] has no setting `selct`"),
        ('ignore = ["SL7004", "SL7005"]', 0, "remark[SL6120]: nothing in these texts is switched off by `SL7005`"),
    ):
        project.write("slate.toml", f'agreement = ["a.slate"]\n[input.outage]\nfiles = ["o.csv"]\n'
                      f'columns = {{ from = "from", to = "to" }}\n[check]\n{table}\n')
        said = project.run(code, "check")
        assert word in said, f"{table}\n{said}"
        assert word or "SL7004" not in said, f"{table}\n{said}"
    project.write("slate.toml", 'agreement = ["a.slate"]\n[check]\nSL7004 = "off"\n')
    project.write("below/b.slate", HEAD + FALLING)
    assert "SL7004" not in project.run(0, "check", "b.slate", folder="below"), "the project's rules hold below it"
    (project.folder / "slate.toml").unlink()
    assert "error[SL7004]" in project.run(1, "check", "--deny", "warnings", "a.slate")
    assert project.run(0, "check", "--ignore", "falling-credit", "a.slate") == ""
    assert project.run(0, "check", "--select", "SL7003", "a.slate") == ""
    assert "did you mean `SL7004`" in project.run(2, "check", "--ignore", "SL70044", "a.slate")


def baseline(project):
    project.write("a.slate", HEAD + FALLING)
    assert "say where" in project.run(2, "check", "--write-baseline", "a.slate")
    assert "1 finding written" in project.run(0, "check", "--baseline", "known.json", "--write-baseline", "a.slate")
    assert project.run(0, "check", "--baseline", "known.json", "a.slate") == ""
    # Lines may move, blanks may change; another finding of the same kind is new.
    moved = HEAD.replace("slate 1\n", "slate 1\n\n// moved\n") + FALLING.replace("    credit  fee", "    credit fee")
    project.write("a.slate", moved)
    assert project.run(0, "check", "--baseline", "known.json", "a.slate") == ""
    log = json.loads(project.run(0, "check", "--baseline", "known.json", "--format", "sarif", "a.slate"))
    (result,) = log["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "known in known.json"}], result
    second = FALLING.replace("objective uptime", "objective second").split("  settle")[0]
    project.write("a.slate", moved.replace("  settle", second.replace("25%", "30%") + "  settle").replace("sum of uptime", "sum of uptime, second"))
    said = project.run(1, "check", "--baseline", "known.json", "a.slate")
    assert said.count("[SL7004]") == 1, said
    project.write("a.slate", HEAD + GOOD)
    assert "remark[SL6121]: a known SL7004 is gone from a.slate" in project.run(0, "check", "--baseline", "known.json", "a.slate")
    # One name wherever the check is called.
    project.write("slate.toml", 'agreement = ["below/b.slate"]\n[check]\nbaseline = "known.json"\n')
    project.write("below/b.slate", HEAD + FALLING)
    project.run(0, "check", "--write-baseline", "below/b.slate")
    assert project.run(0, "check", "below/b.slate") == project.run(0, "check", "b.slate", folder="below") == ""
    project.write("known.json", "{}")
    assert "it is no baseline" in project.run(2, "check", "below/b.slate")


def flood(project):
    project.write("a.slate", HEAD + "".join(f"  let l{n} = nothing_{n}\n" for n in range(300)) + GOOD)
    said = project.run(1, "check", "a.slate")
    assert said.count("error[") == 100 and "+200 more" in said and "300 errors" in said, said[-300:]
    capped = project.run(1, "check", "--format", "json", "--max-findings", "7", "a.slate")
    assert "293 more findings are left out" in capped
    assert "no whole number" in project.run(2, "check", "--max-findings", "many", "a.slate")


def init(project):
    assert project.run(0, "init", "shop").startswith("shop/agreement.slate\n")
    for arguments in (("check",), ("test",), ("fmt", "--check"), ("run", "--period", "2026-01", "--period", "2026-02")):
        said = project.run(0, *arguments, folder="shop")
        assert "warning" not in said and "remark" not in said, said
    assert "2 passed, 0 failed" in project.run(0, "test", folder="shop")
    assert "250.00 EUR" in project.run(0, "run", "--period", "2026-02", folder="shop")
    project.write("shop/slate.toml", "# mine\n")
    for path in ("agreement.slate", "data/outages.csv", ".github/workflows/slate.yml", ".pre-commit-config.yaml"):
        (project.folder / "shop" / path).unlink()
    assert "nothing is overwritten, and there is slate.toml" in project.run(2, "init", folder="shop")
    assert project.read("shop/slate.toml") == "# mine\n"
    assert not (project.folder / "shop/agreement.slate").exists(), "a refused init wrote"


def schemas(project):
    import_paths()
    import jsonschema
    import yaml

    project.run(0, "init")
    for path, schema in (
        (project.folder / ".github/workflows/slate.yml", "github-workflow"),
        (project.folder / ".pre-commit-config.yaml", "pre-commit-config"),
        (pathlib.Path("integrations/github/action.yml"), "github-action"),
    ):
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        # YAML 1.1 takes the word `on` for a truth value.
        value = {("on" if key is True else key): item for key, item in value.items()}
        jsonschema.validate(value, json.loads(pathlib.Path(f"tests/schemas/{schema}.json").read_text()))
    hooks = yaml.safe_load(pathlib.Path(".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["slate-check", "slate-fmt", "slate-test"]
    assert all({"name", "description", "entry", "language", "files"} <= set(hook) for hook in hooks)


def import_paths():
    sys.path.append("/usr/lib/python3/dist-packages")


def action(project):
    """The script of the action, with the files that its runner would give it."""
    project.write("a.slate", HEAD + FALLING)
    script = pathlib.Path("integrations/github/check.sh").resolve()
    environment = {**project.environment, "SLATE": project.tool, "SLATE_PATHS": "a.slate", "RUNNER_TEMP": str(project.folder),
                   "GITHUB_OUTPUT": str(project.folder / "out"), "GITHUB_STEP_SUMMARY": str(project.folder / "summary")}
    done = subprocess.run([script], cwd=project.folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 1 and "::warning file=a.slate" in done.stdout, done.stdout + done.stderr
    assert json.loads(project.read("slate.sarif"))["version"] == "2.1.0"
    assert "1 warning in 1 text" in project.read("summary") and "sarif-file=" in project.read("out")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "a.slate"], ["commit", "-q", "-m", "signed"]):
        subprocess.run([*git, *words], cwd=project.folder, check=True, capture_output=True)
    project.write("a.slate", (HEAD + FALLING).replace("fee * ladder", "2 * fee * ladder"))
    project.write("summary", "")
    environment |= {"SLATE_BASE": "HEAD", "SLATE_FAIL_ON": "loosened"}
    done = subprocess.run([script], cwd=project.folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 1 and "comment-file=" in project.read("out"), done.stdout + done.stderr
    summary = project.read("summary")
    assert "## Who gains since HEAD" in summary and "customer gains" in summary, summary + done.stderr


def shells(project):
    checked = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}
    for shell, command in checked.items():
        project.write(f"slate.{shell}", project.run(0, "completions", shell))
        if shutil.which(shell):
            done = subprocess.run([*command, f"slate.{shell}"], cwd=project.folder, capture_output=True, text=True)
            assert done.returncode == 0 and not done.stderr, f"{shell}: {done.stderr}"
    for line, words in (
        ("slate ", {"check", "run", "init"}),
        ("slate che", {"check"}),
        ("slate check --for", {"--format"}),
        ("slate check --format sa", {"sarif"}),
        ("slate check --format = gitl", {"gitlab"}),
        ("slate completions ", {"bash", "zsh", "fish"}),
        ("slate explain SL70", {"SL7004"}),
    ):
        parts = line.split(" ")
        code = f"source slate.bash; COMP_WORDS=({' '.join(parts[:-1])} '{parts[-1]}'); COMP_CWORD={len(parts) - 1}; _slate; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        done = subprocess.run(["bash", "-c", code], cwd=project.folder, capture_output=True, text=True)
        assert words <= set(done.stdout.split()), f"{line}: {done.stdout}{done.stderr}"
    assert "none of the shells" in project.run(2, "completions", "tcsh")


def manual_page(project):
    page = project.run(0, "man")
    project.write("slate.1", page)
    commands = [line.split()[0] for line in project.run(0, "help").split("Commands:\n")[1].split("\n\n")[0].splitlines()]
    for command in commands:
        assert f'.SS "slate {command}' in page, command
    if shutil.which("man"):
        done = subprocess.run(["man", "--warnings", "-l", "-P", "cat", "slate.1"], cwd=project.folder, capture_output=True,
                              text=True, env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100"})
        assert done.returncode == 0 and not done.stderr, done.stderr
        assert "EXIT STATUS" in done.stdout and "--max-findings" in done.stdout
    if shutil.which("mandoc"):
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "error", "slate.1"], cwd=project.folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def main():
    failures = 0
    tests = (safe_fixes, unsafe_fixes, fixes_leave_others_alone, levels, baseline, flood, init, schemas, action, shells, manual_page)
    for test in tests:
        with Project(sys.argv[1]) as project:
            try:
                test(project)
            except AssertionError as problem:
                failures += 1
                print(f"{test.__name__}: {problem}")
    print(f"{len(tests)} tests, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
