"""``futoko template``: the forms, the names of their fields, and whether an office's own workbook serves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from futoko_cli.forms.field import Form
    from futoko_cli.reports.result_json import Json
    from futoko_cli.splice.bind import Place

app = typer.Typer(
    help="様式（提出書類のひな形）を調べ、書き出し、セルに名前を付けます。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="JSON で出力します。")]
FormId = Annotated[str, typer.Argument(metavar="FORM", help="様式の id（monthly など）。")]
Force = Annotated[bool, typer.Option("--force", help="すでにある出力ファイルを書きかえます。")]


@app.command("list")
def list_templates(
    *,
    fields: Annotated[
        str | None, typer.Option("--fields", metavar="FORM", help="その様式の、記入欄の名前の一覧を出します。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """様式の一覧、または1つの様式の記入欄の名前を出します。"""
    from futoko_cli.forms.catalogue import FORMS
    from futoko_cli.settings.config import load_config

    if fields is not None:
        _list_fields(_form(fields), as_json=as_json)
        return
    own = load_config(Path.cwd()).templates
    if as_json:
        from futoko_cli.reports.template_json import form_data

        _show_json("template list", {"forms": [form_data(form, own.get(form.id)) for form in FORMS.values()]})
        return
    from futoko_cli.terminal.template import list_screen

    console = _console()
    list_screen(FORMS.values(), {form: _own_file(path) for form, path in own.items()}, console.width).show(console)


def _own_file(path: Path) -> str:
    """A file of futoko.toml as a person sees it from here, and whether it is there."""
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    return f"{shown}（futoko.toml{'' if path.is_file() else '、見つかりません'}）"


def _list_fields(form: Form, *, as_json: bool) -> None:
    if as_json:
        from futoko_cli.reports.template_json import fields_data

        _show_json("template list", {"form": form.id, "fields": fields_data(form)})
        return
    from futoko_cli.terminal.template import fields_screen

    console = _console()
    fields_screen(form, console.width).show(console)


@app.command("check")
def check_templates(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="調べる様式のファイル（.xlsx、.xlsm）。")],
    *,
    form: Annotated[
        str | None,
        typer.Option("--form", metavar="FORM", help="どの様式として調べるか。なければ名前がいちばん多く合うもの。"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """様式のファイルが使えるかを点検します。使えなければ終了コード 4 で終わります。"""
    from futoko_cli.errors import ExitCode
    from futoko_cli.forms.checking import check_file

    form_id = _form(form).id if form is not None else None
    checks = [check_file(path, form_id) for path in files]
    if as_json:
        from futoko_cli.reports.template_json import checked_data

        _show_json("template check", {"templates": [checked_data(checked) for checked in checks]})
    else:
        from futoko_cli.terminal.template import checked_screen

        console = _console()
        checked_screen(checks, console.width).show(console)
    if not all(checked.usable for checked in checks):
        raise typer.Exit(ExitCode.TEMPLATE)


@app.command("export")
def export_template(
    form: FormId,
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="書き出す先。なければ様式の名前のまま。")
    ] = None,
    force: Force = False,
) -> None:
    """付属の様式を書き出します。見た目やセルの位置を変えて、学校の様式として使えます。"""
    from futoko_cli.forms.checking import read_template
    from futoko_cli.forms.shipped import shipped_file
    from futoko_cli.outputs import write_file

    found = _form(form)
    path = output or Path(found.file)
    source = shipped_file(found.id)
    _refuse_same(source, path)
    write_file(read_template(source), path, force=force)
    typer.echo(f"{path} に書き出しました。")
    typer.echo(
        f"使うときは、--template {path} を付けるか、futoko.toml の [templates] に {found.id} = ファイル名 と書きます。"
    )


@app.command("bind")
def bind_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="名前を付けたい様式のファイル（.xlsx、.xlsm）。")],
    *,
    form: Annotated[str, typer.Option("--form", metavar="FORM", help="様式の id（monthly など）。")],
    names: Annotated[
        list[str],
        typer.Option(
            "--name", metavar="FIELD=CELL", help="記入欄とセル（児童生徒氏名=様式!B3）。何度でも付けられます。"
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="新しいファイルの名前。")],
    force: Force = False,
) -> None:
    """セルに記入欄の名前を付けた、新しいファイルを作ります。ほかの部分は元のままです。"""
    from futoko_cli.errors import UsageError
    from futoko_cli.forms.checking import check_opened, read_template
    from futoko_cli.outputs import write_file
    from futoko_cli.splice.bind import bind
    from futoko_cli.splice.template import open_template
    from futoko_cli.terminal.template import bound_screen, checked_screen

    found = _form(form)
    if output.suffix.lower() != file.suffix.lower():
        raise UsageError(
            f"{output} の拡張子が元のファイルと違います。", f"-o の名前の終わりを {file.suffix} にしてください。"
        )
    _refuse_same(file, output)
    places = _places(found, names)
    data = bind(read_template(file), str(file), places)
    template = open_template(data, str(output))
    write_file(data, output, force=force)
    console = _console()
    bound = [(name, f"{t.sheet}!{t.cell}") for name in places for t in template.targets.get(name, ())]
    bound_screen(output, bound, found, console.width).show(console)
    checked = check_opened(template, str(output), found)
    about = [f for f in checked.findings if f.field in places and f.code != "template-field-unbound"]
    if about:
        checked_screen([checked._replace(findings=about)], console.width).show(console)


def _places(form: Form, names: list[str]) -> dict[str, Place]:
    """``欄=セル`` of each --name. Raises UsageError."""
    from futoko_cli.errors import UsageError
    from futoko_cli.forms.check import known_names, nearest
    from futoko_cli.splice.bind import read_place

    known = known_names(form)
    found: dict[str, Place] = {}
    for text in names:
        name, _, cell = (part.strip() for part in text.partition("="))
        place = read_place(cell)
        if place is None:
            raise UsageError(f"--name {text} が読めません。", "--name 児童生徒氏名=様式!B3 のように書きます。")
        if name not in known:
            near = nearest(name, known)
            hint = f"「{near}」のことではありませんか。" if near else ""
            raise UsageError(
                f"{form.title}に「{name}」という記入欄はありません。",
                f"{hint}名前の一覧は futoko template list --fields {form.id} で見られます。",
            )
        if name in found:
            raise UsageError(f"「{name}」が2回あります。", "1つの記入欄には、セルを1つだけ書いてください。")
        found[name] = place
    return found


def _form(form_id: str) -> Form:
    from futoko_cli.errors import UsageError
    from futoko_cli.forms.catalogue import FORMS

    if form_id not in FORMS:
        raise UsageError(f"「{form_id}」という様式はありません。", f"様式は {'、'.join(FORMS)} です。")
    return FORMS[form_id]


def _refuse_same(source: Path, output: Path) -> None:
    """Nothing is ever written into the file that was read."""
    from futoko_cli.errors import OutputError
    from futoko_cli.ingest.reading import same_file

    if same_file(source, output):
        raise OutputError(f"{output} は元のファイルです。書きかえません。", "別の名前を -o に付けてください。")


def _console() -> Console:
    import sys

    from futoko_cli.terminal.style import make_console

    return make_console(sys.stdout)


def _show_json(command: str, result: Json) -> None:
    from futoko_cli.commands.showing import write_json
    from futoko_cli.reports.result_json import RESULT_VERSION

    write_json({"futoko_result_version": RESULT_VERSION, "command": command, **result})
