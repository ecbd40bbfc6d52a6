"""K80x, K81x, K88x and K89x: data files that cannot be read or written, and notes on how one was read."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K801",
        Severity.ERROR,
        en=Wording(
            message="there is no such file",
            helps={"nearest": "did you mean `{nearest}`?", "none": "check the name and the folder"},
        ),
        zh=Wording(
            message="找不到该文件",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "请检查文件名和所在文件夹"},
        ),
    ),
    Entry(
        "K802",
        Severity.ERROR,
        en=Wording(
            message="the file cannot be read: {reason}",
            help="name a file, close it in other programs, and check that you may open it",
        ),
        zh=Wording(
            message="无法读取该文件：{reason}",
            help="请指定一个文件，在其他程序中将其关闭，并确认有权打开",
        ),
    ),
    Entry(
        "K803",
        Severity.ERROR,
        en=Wording(
            message="files of the type `{extension}` are not known",
            helps={
                "none": "known types are {known}",
                "old_workbook": "save it as `.xlsx` (Excel workbook) and use that file",
            },
        ),
        zh=Wording(
            message="不支持 `{extension}` 类型的文件",
            helps={
                "none": "支持的类型有 {known}",
                "old_workbook": "请另存为 `.xlsx`（Excel 工作簿）后使用新文件",
            },
        ),
    ),
    Entry(
        "K804",
        Severity.ERROR,
        en=Wording(
            message="this type of file needs the package `{package}`, which is not installed",
            help='install it with `pip install "kpi_lang[{extra}]"`, or use a CSV file',
        ),
        zh=Wording(
            message="处理这种文件需要软件包 `{package}`，但尚未安装",
            help='请运行 `pip install "kpi_lang[{extra}]"` 安装，或改用 CSV 文件',
        ),
    ),
    Entry(
        "K805",
        Severity.ERROR,
        en=Wording(
            message="the content of the file is not what its name says",
            helps={
                "workbook": "it is an Excel workbook or another zip file: give it the name it had, such as `.xlsx`",
                "old_workbook": "it is an old Excel workbook: save it as `.xlsx` or as CSV",
                "parquet": "it is a Parquet file: name it `.parquet`",
                "arrow": "it is an Arrow file: name it `.arrow`",
                "pdf": "it is a PDF document: use the spreadsheet that it was made from",
                "no_workbook": "it is no Excel workbook: open it in a spreadsheet program and save it as `.xlsx`, "
                "or name it `.csv` if it is text",
            },
        ),
        zh=Wording(
            message="文件内容与文件名的类型不符",
            helps={
                "workbook": "内容是 Excel 工作簿或其他压缩文件：请改回原来的扩展名，例如 `.xlsx`",
                "old_workbook": "内容是旧版 Excel 工作簿：请另存为 `.xlsx` 或 CSV",
                "parquet": "内容是 Parquet 文件：请将扩展名改为 `.parquet`",
                "arrow": "内容是 Arrow 文件：请将扩展名改为 `.arrow`",
                "pdf": "内容是 PDF 文档：请使用生成它的电子表格",
                "no_workbook": "内容不是 Excel 工作簿：请用电子表格软件打开并另存为 `.xlsx`，若是文本请改名为 `.csv`",
            },
        ),
    ),
    Entry(
        "K806",
        Severity.ERROR,
        en=Wording(
            message="line {line} holds a NUL character (byte {position} of the file), which no text has",
            help="the file is damaged or no text file: save it again as CSV UTF-8",
        ),
        zh=Wording(
            message="第 {line} 行含有空字符 NUL（文件第 {position} 字节），文本中不应出现",
            help="文件已损坏或不是文本文件：请重新另存为 CSV UTF-8",
        ),
    ),
    Entry(
        "K807",
        Severity.ERROR,
        en=Wording(
            message="line {line} holds the byte {byte} (byte {position} of the file), which is no {encoding} text",
            help="save the whole file as CSV UTF-8; parts of it may come from files of another encoding",
        ),
        zh=Wording(
            message="第 {line} 行含有字节 {byte}（文件第 {position} 字节），不是有效的 {encoding} 文本",
            help="请将整个文件另存为 CSV UTF-8；其中可能混有其他编码的内容",
        ),
    ),
    Entry(
        "K808",
        Severity.ERROR,
        en=Wording(
            message="the quotation marks of this row do not pair",
            helps={
                "open": "a cell from here on begins with a quotation mark that is never closed: close it",
                "stray": "after the quotation mark that ends a cell a separator must follow; "
                "write a quotation mark inside a cell twice",
                "long": "a cell goes on for more than 131,072 characters, probably because a quotation mark "
                "before it is not closed",
            },
        ),
        zh=Wording(
            message="该行的引号不成对",
            helps={
                "open": "从此处起有一个单元格以引号开头却没有结束：请补上引号",
                "stray": "单元格的结束引号之后应为分隔符；单元格内部的引号请写两次",
                "long": "有一个单元格超过 131,072 个字符，多半是前面的引号没有结束",
            },
        ),
    ),
    Entry(
        "K809",
        Severity.ERROR,
        en=Wording(
            message="the file is larger than can be read safely",
            helps={
                "rows": "a worksheet has at most 1,048,576 rows: the workbook is damaged",
                "unpacked": "the workbook unpacks to more than 1 GB: save the sheet as CSV",
                "nested": "its lists and objects are nested too deeply: give a list of plain objects",
            },
        ),
        zh=Wording(
            message="文件过大，无法安全读取",
            helps={
                "rows": "工作表最多 1,048,576 行：该工作簿已损坏",
                "unpacked": "工作簿解压后超过 1 GB：请将工作表另存为 CSV",
                "nested": "列表和对象嵌套过深：请提供由简单对象组成的列表",
            },
        ),
    ),
    Entry(
        "K810",
        Severity.ERROR,
        en=Wording(
            message="there are no column titles",
            helps={
                "titles": "put the titles into the first row, one for each column, or say in the binding file "
                "which row they are in (`title_row`)",
                "objects": "the file holds no records, so that its columns are not known",
            },
        ),
        zh=Wording(
            message="没有列标题",
            helps={
                "titles": "请在第一行为每一列写上标题，或在绑定文件中用 `title_row` 指明标题所在的行",
                "objects": "文件中没有记录，无法得知有哪些列",
            },
        ),
    ),
    Entry(
        "K811",
        Severity.ERROR,
        en=Wording(
            message="the file is damaged: {reason}",
            help="open it in the program that made it and save it again, or use CSV",
        ),
        zh=Wording(
            message="文件已损坏：{reason}",
            help="请用生成该文件的程序打开并重新保存，或改用 CSV",
        ),
    ),
    Entry(
        "K812",
        Severity.ERROR,
        en=Wording(
            message="the content is no list of records",
            helps={
                "list": 'begin with `[` and give one object for each record, such as `[{{"staff_no": "E1"}}]`',
                "object": 'this item of the list is no object: write it as `{{"title": value, …}}`',
                "line": 'each line must be one object: `{{"title": value, …}}`',
            },
        ),
        zh=Wording(
            message="内容不是记录列表",
            helps={
                "list": '请以 `[` 开头，每条记录写成一个对象，例如 `[{{"staff_no": "E1"}}]`',
                "object": '列表中的这一项不是对象：请写成 `{{"列名": 值, …}}`',
                "line": '每一行应为一个对象：`{{"列名": 值, …}}`',
            },
        ),
    ),
    Entry(
        "K813",
        Severity.ERROR,
        en=Wording(
            message="the workbook has no sheet `{sheet}`",
            helps={"nearest": "did you mean `{nearest}`?", "none": "its sheets are {sheets}"},
        ),
        zh=Wording(
            message="工作簿中没有名为 `{sheet}` 的工作表",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "现有工作表：{sheets}"},
        ),
    ),
    Entry(
        "K814",
        Severity.ERROR,
        en=Wording(
            message="the JSON breaks off or goes wrong in line {line}, column {column}",
            help="look for a missing comma, quotation mark or bracket just before that place",
        ),
        zh=Wording(
            message="JSON 在第 {line} 行第 {column} 列处中断或有误",
            help="请检查该处之前是否缺少逗号、引号或括号",
        ),
    ),
    Entry(
        "K815",
        Severity.ERROR,
        en=Wording(
            message="a record gives `{name}` twice",
            help="keep one of the two; it cannot be known which is meant",
        ),
        zh=Wording(message="同一条记录中 `{name}` 出现两次", help="请只保留一个，否则无法确定以哪个为准"),
    ),
    Entry(
        "K880",
        Severity.NOTE,
        en=Wording(
            message="the file is no UTF-8 and was read as GB18030",
            help="if names look garbled, save it as CSV UTF-8",
        ),
        zh=Wording(
            message="该文件不是 UTF-8 编码，已按 GB18030 读取",
            help="若文字显示为乱码，请另存为 CSV UTF-8",
        ),
    ),
    Entry(
        "K881",
        Severity.NOTE,
        en=Wording(
            message="cells with binary numbers, read as the decimals that they show: {count}",
            help="nothing needs to be done; to rule out any doubt, give amounts as text or as decimals",
        ),
        zh=Wording(
            message="有 {count} 个单元格存放的是二进制数，已按其显示的十进制数读取",
            help="无须处理；若要排除疑问，请以文本或十进制小数提供数值",
        ),
    ),
    Entry(
        "K890",
        Severity.ERROR,
        en=Wording(
            message="the file cannot be written: {reason}",
            help="check the folder, and close the file in other programs",
        ),
        zh=Wording(message="无法写入该文件：{reason}", help="请检查文件夹，并在其他程序中关闭该文件"),
    ),
    Entry(
        "K891",
        Severity.ERROR,
        en=Wording(
            message="this type of file cannot hold the table",
            helps={
                "rows": "a worksheet has at most 1,048,576 rows: write CSV or Parquet",
                "text": "a text is longer than the 32,767 characters of a cell: write CSV or JSON",
                "digits": "a number has more than 38 digits: write CSV or JSON",
            },
        ),
        zh=Wording(
            message="这种文件容纳不下该表",
            helps={
                "rows": "工作表最多 1,048,576 行：请改写为 CSV 或 Parquet",
                "text": "有文本超过单元格上限 32,767 个字符：请改写为 CSV 或 JSON",
                "digits": "有数值超过 38 位数字：请改写为 CSV 或 JSON",
            },
        ),
    ),
)
