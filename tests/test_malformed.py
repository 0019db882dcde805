"""What is said of a file that is not well-formed XML: the exact place, the exact words, and what to write instead."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from typing import Final

import pytest
from hypothesis import given

from preserve import xmlio
from preserve.errors import DocumentError, Location
from tests import strategies

pytestmark = pytest.mark.enduring

LONGEST: Final = 240
SOUND: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!-- An interview. -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude" xml:id="mill-1">
  <text n='1'><body>
    <sp who="#ben" xml:id="t1"><p>Where did <hi rend="italic">you</hi> work &amp; live?</p></sp>
    <sp who="#ada" xml:id="t2"><p>At the mill<![CDATA[ < here ]]>, with é€𝄞 &#233;.<lb/></p></sp>
    <xi:include href="notes.xml"/><?page 3?>
  </body></text>
</TEI>
"""


def refused(data: bytes | str) -> DocumentError:
    """Return the error that a document gives."""
    with pytest.raises(DocumentError) as caught:
        xmlio.parse(data.encode("utf-8") if isinstance(data, str) else data, "d.xml")
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("<x>a é & b</x>", 1, 8, "a bare & stands here", "Write &amp; instead."),
        ("<x>R&B is</x>", 1, 5, "a bare & stands in “R&B”", "Write R&amp;B instead."),
        (
            "<x>caf&eacute la</x>",
            1,
            7,
            "“&eacute” has no ; behind it",
            "Write the character itself, “é”, or &#xE9;; or &amp;eacute where an & is meant.",
        ),
        ("<x>AT&amp T</x>", 1, 6, "“&amp” has no ; behind it", "Write &amp;; or &amp;amp where an & is meant."),
        (
            "<x>&#12a;</x>",
            1,
            4,
            "“&#12a” is no reference to a character",
            "Write it as &#233; or &#xE9;, with a ; at its end; or &amp; where an & is meant.",
        ),
        (
            "<x t='http://a?b=1&c=2'/>",
            1,
            19,
            "a bare & stands in “http://a?b=1&c=2”",
            "Write http://a?b=1&amp;c=2 instead.",
        ),
        ("<x>&nbsp;</x>", 1, 4, "XML knows no entity &nbsp;", "Write &#xA0;, which is U+00A0 (NO-BREAK SPACE)."),
        ("<x a='&eacute;'/>", 1, 7, "XML knows no entity &eacute;", "Write the character itself, “é”, or &#xE9;."),
        (
            "<x>&foo;</x>",
            1,
            4,
            "XML knows no entity &foo;",
            "Write &amp;foo; if an & is meant; of names XML knows only amp, lt, gt, quot and apos.",
        ),
        ("<x>a]]>b</x>", 1, 5, "]]> stands in text, where no CDATA section is open", "Write ]]&gt; for ]]> in text."),
        (
            "<x>\n <!-- a -- b --></x>",
            2,
            9,
            "-- stands within the comment that was begun on line 2",
            "Write a dash – instead; two hyphens may only end a comment: -->.",
        ),
        (
            "<x><!-- a ---></x>",
            1,
            11,
            "a comment cannot end with --->",
            "Write --> with two hyphens, or put a blank before it.",
        ),
        (
            "<x><!-- a\n <!-- b --></x>",
            2,
            2,
            "a comment begins within the comment that was begun on line 1",
            "End the first one with --> before this one.",
        ),
        ("<x><!-- a", 1, 4, "the comment that begins here has no end", "Write --> at its end."),
        ("<x><![CDATA[aa", 1, 4, "the CDATA section that begins here has no end", "Write ]]> at its end."),
        ("<x><p type=sub n='1'/></x>", 1, 12, "the value of type= in <p> has no quotes", 'Write type="sub".'),
        ("<x><p n=1></x>", 1, 9, "the value of n= in <p> has no quotes", 'Write n="1".'),
        (
            "<x><p n=></x>",
            1,
            7,
            "the attribute n of <p> has no value",
            'Write n="…", or leave it out; write &lt; for a < in text.',
        ),
        (
            "<x><p n='a' m></x>",
            1,
            13,
            "the attribute m of <p> has no value",
            'Write m="…", or leave it out; write &lt; for a < in text.',
        ),
        (
            "<x><p rend n='1'/>",
            1,
            7,
            "the attribute rend of <p> has no value",
            'Write rend="…", or leave it out; write &lt; for a < in text.',
        ),
        (
            "<x><p n='a>\n<q>",
            1,
            7,
            "the value of n=, begun on line 1, has no closing quote: it runs on to line 2",
            'Write n="a".',
        ),
        (
            "<x><p n='#a><q>a</q></p></x>",
            1,
            7,
            "the value of n=, begun on line 1, has no closing quote",
            'Write n="#a".',
        ),
        (
            '<x><sp who="#a n="1">a</sp></x>',
            1,
            8,
            "the value of who=, begun on line 1, has no closing quote",
            'Write who="#a".',
        ),
        (
            "<x><p n='a'm='b'/></x>",
            1,
            12,
            "no blank stands between the attributes n and m of <p>",
            "Put a blank before m=.",
        ),
        (
            "<x n='a'b'/>",
            1,
            9,
            "the value of n= ends here, and what follows is no attribute",
            "Remove a quotation mark that is one too many; within a value write &quot; for it.",
        ),
        (
            "<x n='a''/>",
            1,
            9,
            "the value of n= ends here, and what follows is no attribute",
            "Remove a quotation mark that is one too many; within a value write &quot; for it.",
        ),
        ("<x n='a<b'/>", 1, 8, "a < stands in the value of n= in <x>", "Write &lt; for it."),
        (
            "<sp who=“#ae”>",
            1,
            9,
            "the value of who= in <sp> stands in curly quotes (“)",
            'Write who="#ae"; a word processor makes such quotes, an XML editor does not.',
        ),
        (
            "<x who=‘#a’/>",
            1,
            8,
            "the value of who= in <x> stands in curly quotes (‘)",
            'Write who="#a"; a word processor makes such quotes, an XML editor does not.',
        ),
        (
            "<x n='1'; m='2'/>",
            1,
            9,
            "“;” cannot stand here in the tag <x>",
            'Within a tag stand only attributes, as in rend="italic".',
        ),
        (
            "<x\xa0n='1'/>",
            1,
            3,
            "U+00A0 (NO-BREAK SPACE) cannot stand here in the tag <x>",
            'Within a tag stand only attributes, as in rend="italic".',
        ),
        (
            "<x><p <q/></x>",
            1,
            4,
            "the tag <p that begins here has no > before the next <",
            "Close it with >, or write &lt;p if it is text.",
        ),
        (
            "<x><p</x>",
            1,
            4,
            "the tag <p that begins here has no > before the next <",
            "Close it with >, or write &lt;p if it is text.",
        ),
        ("<x>a < b</x>", 1, 6, "a bare < stands in “a < b”", "Write a &lt; b instead."),
        ("<x>5 <6</x>", 1, 6, "a bare < stands in “5 <6”", "Write 5 &lt;6 instead."),
        ("<x>i <3 u</x>", 1, 6, "a bare < stands in “i <3”", "Write i &lt;3 instead."),
        ("<x>< p>a</p></x>", 1, 4, "a blank stands between < and the name p", "Write <p without it."),
        ("<x></ x>", 1, 4, "a blank stands between </ and the name x", "Write </x>."),
        ("<x><1a/></x>", 1, 4, "the name 1a begins with a digit", "Begin names with a letter or with _."),
        ("<x></></x>", 1, 4, "</ is not followed by a name", "Write </x>."),
        ("<x></1></x>", 1, 4, "</ is not followed by a name", "Write </x>."),
        ("<x/></x>", 1, 5, "</x> closes nothing: every element is closed already", "Remove </x>."),
        ("</x>", 1, 1, "</x> closes nothing: no element has been opened", "Remove </x>."),
        (
            "<x/>hello",
            1,
            5,
            "“hello” stands behind the end of the outermost element",
            "A document has one outermost element; move what follows it inside, or remove it.",
        ),
        (
            "<x/><y/>",
            1,
            5,
            "<y> stands behind the end of the outermost element",
            "A document has one outermost element; move what follows it inside, or remove it.",
        ),
        (
            "<x/>&",
            1,
            5,
            "“&” stands behind the end of the outermost element",
            "A document has one outermost element; move what follows it inside, or remove it.",
        ),
        (
            "hello <x/>",
            1,
            1,
            "“hello” stands before the outermost element",
            "Remove it: before the root only the XML declaration, comments and processing instructions may stand.",
        ),
        (
            "<?xml version='1.0'?> hello<x/>",
            1,
            23,
            "“hello” stands before the outermost element",
            "Remove it: before the root only the XML declaration, comments and processing instructions may stand.",
        ),
        (
            '{"a":1}',
            1,
            1,
            "the file is JSON, not XML",
            "Name the TEI file of the interview; it begins with <?xml or <TEI.",
        ),
        (
            "# A\n\nb",
            1,
            1,
            "the file is plain text, not XML: it does not begin with <",
            "Encode the text in TEI first; a TEI file begins with <?xml or <TEI.",
        ),
        (
            "<!--c--><?xml version='1.0'?><x/>",
            1,
            9,
            (
                "a comment or an instruction stands before the XML declaration, "
                "which must be the very first characters, on line 1"
            ),
            "Remove or move what stands before <?xml.",
        ),
        (
            "\n<?xml version='1.0'?><x/>",
            2,
            1,
            "a blank line stands before the XML declaration, which must be the very first characters, on line 1",
            "Remove or move what stands before <?xml.",
        ),
        (
            " <?xml version='1.0'?><x/>",
            1,
            2,
            "a blank stands before the XML declaration, which must be the very first characters, on line 1",
            "Remove or move what stands before <?xml.",
        ),
        (
            "<x><?xml version='1.0'?></x>",
            1,
            4,
            "an XML declaration stands within the document",
            "Remove it; if two files were joined, give them one declaration and one outermost element.",
        ),
        (
            "<?xml version='1.0'?><?xml version='1.0'?><x/>",
            1,
            22,
            "a second XML declaration stands here",
            "Remove it; if two files were joined, give them one declaration and one outermost element.",
        ),
        (
            "<?xml version=“1.0”?><x/>",
            1,
            15,
            "the XML declaration “<?xml version=“1.0”?>” is not written as it must be",
            'Write <?xml version="1.0" encoding="UTF-8"?> with straight quotes.',
        ),
        (
            "<?xml versio='1.0'?><x/>",
            1,
            7,
            "the XML declaration “<?xml versio='1.0'?>” is not written as it must be",
            'Write <?xml version="1.0" encoding="UTF-8"?> with straight quotes.',
        ),
        (
            "<x xmlns:a='u'><a:b c:d='1'/></x>",
            1,
            21,
            "the prefix c: is not declared",
            'Declare it with xmlns:c="…" in the start tag of the root, or leave it out.',
        ),
        (
            "<x><xi:include/></x>",
            1,
            4,
            "the prefix xi: is not declared",
            'Write xmlns:xi="http://www.w3.org/2001/XInclude" into the start tag of the root.',
        ),
        (
            "<q:x/>",
            1,
            1,
            "the prefix q: is not declared",
            'Declare it with xmlns:q="…" in the start tag of the root, or leave it out.',
        ),
        (
            "<x xlink:href='a'/>",
            1,
            4,
            "the prefix xlink: is not declared",
            'Write xmlns:xlink="http://www.w3.org/1999/xlink" into the start tag of the root.',
        ),
        (
            "<x xmlns:a='u' xmlns:b='u' a:q='1' b:q='1'/>",
            1,
            1,
            "two attributes of <x> are the same: their prefixes mean the same namespace",
            "Remove one of the two.",
        ),
        (
            "<x a='1' a='2'/>",
            1,
            10,
            "the attribute a stands twice in <x>",
            "Remove one of the two, or join their values.",
        ),
        (
            "<x>\x01</x>",
            1,
            4,
            "the control character U+0001 cannot stand in XML",
            "Remove it; an editor may not show it, but stands still on it when the cursor passes.",
        ),
        (
            "<x a='\x01'/>",
            1,
            7,
            "the control character U+0001 cannot stand in XML",
            "Remove it; an editor may not show it, but stands still on it when the cursor passes.",
        ),
        (
            "<x>",
            1,
            4,
            "the file ends, but <x> of line 1 is still open",
            "It may have been cut off; or write </x> where <x> ends.",
        ),
        (
            "<a>\n<b>\n<c><d><e>",
            3,
            10,
            "the file ends, but <e> of line 3, <d> of line 3, <c> of line 3 and 2 more are still open",
            "It may have been cut off; or write </e> where <e> ends.",
        ),
        (
            "<x",
            1,
            1,
            "the file ends within the tag “<x” that begins here",
            "It may have been cut off; otherwise close the tag with >, or write &lt; for a < in text.",
        ),
        (
            "<x><y a='1",
            1,
            7,
            "the value of a=, begun on line 1, has no closing quote: it runs on to the end of the file",
            'Write a="1".',
        ),
        ("<x/><!--", 1, 5, "the comment that begins here has no end", "Write --> at its end."),
        ("", 1, 1, "the file is empty", "Look whether it was cut off or never saved."),
        (" \n", 2, 1, "the file holds nothing but white space", "Look whether it was cut off or never saved."),
        (
            "<!-- a -->",
            1,
            11,
            "the file has no element at all",
            "It may have been cut off; a document has one outermost element.",
        ),
        ("<x><!DOCTYPE y></x>", 1, 4, "a DOCTYPE stands within the document", "Remove it: TEI P5 needs none."),
        (
            "<!doctype html><html>",
            1,
            1,
            "the file is an HTML page, not TEI",
            "Name the TEI file that the page was made from, not the page; it begins with <?xml or <TEI.",
        ),
        (
            "<html><p></html>",
            1,
            1,
            "the file is an HTML page, not TEI",
            "Name the TEI file that the page was made from, not the page; it begins with <?xml or <TEI.",
        ),
        (
            "<x>&#0;</x>",
            1,
            4,
            "&#0; is no character that XML allows",
            "Remove it, or write the number of the character that is meant.",
        ),
        (
            "<x></x",
            1,
            4,
            "the file ends within the tag “</x” that begins here",
            "It may have been cut off; otherwise close the tag with >, or write &lt; for a < in text.",
        ),
        ("<x></x y='1'></x>", 1, 8, "an end tag holds nothing but its name, and here stands “y”", "Write </x>."),
        (
            "<x>a<b",
            1,
            5,
            "the file ends within the tag “<b” that begins here",
            "It may have been cut off; otherwise close the tag with >, or write &lt; for a < in text.",
        ),
        (
            "<x xmlns:a=''/>",
            1,
            1,
            "the document is not well-formed XML: must not undeclare prefix",
            "Give the prefix a namespace, or remove its declaration.",
        ),
        (
            "<?XML version='1.0'?><x/>",
            1,
            1,
            "the XML declaration must begin with <?xml",
            'Write <?xml version="1.0" encoding="UTF-8"?> in small letters, as the very first characters.',
        ),
        ("<x>&a:b;</x>", 1, 4, "a bare & stands in “&a:b”", "Write &amp;a:b instead."),
        (
            "<a:b:c/>",
            1,
            5,
            "“:” cannot stand here in the tag <a:b:c>",
            'Within a tag stand only attributes, as in rend="italic".',
        ),
        ("<x><![cdata[a]]></x>", 1, 4, "a CDATA section must begin with <![CDATA[", "Mind capitals."),
        (
            "<x><!a></x>",
            1,
            4,
            "<! begins neither a comment nor a CDATA section",
            "Write <!-- and --> around a comment, or &lt; for a < in text.",
        ),
        (
            "<x>\ufffe</x>",
            1,
            4,
            "the character U+FFFE cannot stand in XML",
            "Remove it; an editor may not show it, but stands still on it when the cursor passes.",
        ),
        (
            "<x><? a?></x>",
            1,
            4,
            "<? begins no processing instruction here",
            "Write the name of the program that it is for at once behind <?, and ?> at the end; or write &lt; for <.",
        ),
        (
            "<x><note>\n<sp></note></x>",
            2,
            5,
            "</note> is found where </sp>, opened on line 2, should be",
            "Write </sp> where <sp> ends, at the latest before </note>.",
        ),
        (
            "<p>\n<date>2020<date> b</p>",
            2,
            19,
            "</p> is found where </date>, opened on line 2, should be",
            "Did you mean </date> where <date> stands on line 2?",
        ),
        (
            "<p>a <hi>eleven<hi/> b</p>",
            1,
            23,
            "</p> is found where </hi>, opened on line 1, should be",
            "Did you mean </hi> where <hi/> stands on line 1?",
        ),
        (
            "<p><persName>a</persname></p>",
            1,
            15,
            "</persname> is found where </persName>, opened on line 1, should be",
            "Capitals matter: write </persName>, as in the start tag.",
        ),
        (
            "<p><a>x <b>y</a></b></p>",
            1,
            13,
            "</a> is found where </b>, opened on line 1, should be",
            "Elements may not overlap: write </b> before </a>.",
        ),
        (
            "<p><q>a</quote></p>",
            1,
            8,
            "</quote> is found where </q>, opened on line 1, should be",
            "No <quote> is open here: write </q>, or remove </quote>.",
        ),
        (
            "<body><div>\n<div><p/></body>",
            2,
            10,
            "</body> is found where </div>, opened on line 2, should be",
            "Write </div> where <div> ends, at the latest before </body>.",
        ),
        ("<x>“&”</x>", 1, 5, "a bare & stands here", "Write &amp; instead."),
        (
            "<x \u202e/>",
            1,
            4,
            "U+202E (RIGHT-TO-LEFT OVERRIDE) cannot stand here in the tag <x>",
            'Within a tag stand only attributes, as in rend="italic".',
        ),
        ("<x>5 <= 6</x>", 1, 6, "a bare < stands in “5 <=”", "Write 5 &lt;= instead."),
        (
            "<x>&nbsp la</x>",
            1,
            4,
            "“&nbsp” has no ; behind it",
            "Write &#xA0;, which is U+00A0 (NO-BREAK SPACE); or &amp;nbsp where an & is meant.",
        ),
        (
            "<x>&#xE9</x>",
            1,
            4,
            "“&#xE9” is no reference to a character",
            "Write it as &#233; or &#xE9;, with a ; at its end; or &amp; where an & is meant.",
        ),
        (
            "<x><y a='b\n c>text</y>\n</x>",
            1,
            7,
            "the value of a=, begun on line 1, has no closing quote: it runs on to line 2",
            'Write a="b".',
        ),
        (
            "<x><p rend/></x>",
            1,
            7,
            "the attribute rend of <p> has no value",
            'Write rend="…", or leave it out; write &lt; for a < in text.',
        ),
        ("<x><p n=a/></x>", 1, 9, "the value of n= in <p> has no quotes", 'Write n="a".'),
        (
            "<x><t rend='a' rend = 'b'/></x>",
            1,
            16,
            "the attribute rend stands twice in <t>",
            "Remove one of the two, or join their values.",
        ),
        ("<x n='&'/>", 1, 7, "a bare & stands here", "Write &amp; instead."),
        (
            "<x>a</x>\n\ntext",
            3,
            1,
            "“text” stands behind the end of the outermost element",
            "A document has one outermost element; move what follows it inside, or remove it.",
        ),
        ("<x><?a b", 1, 4, "the processing instruction that begins here has no end", "Write ?> at its end."),
        (
            "<x><!-- \x02 --></x>",
            1,
            9,
            "the control character U+0002 cannot stand in XML",
            "Remove it; an editor may not show it, but stands still on it when the cursor passes.",
        ),
        (
            "<a>\r\n<b>\r\n</a>",
            3,
            1,
            "</a> is found where </b>, opened on line 2, should be",
            "Write </b> where <b> ends, at the latest before </a>.",
        ),
        (
            "<x>\n<?xml version='1.0'?></x>",
            2,
            1,
            "an XML declaration stands within the document",
            "Remove it; if two files were joined, give them one declaration and one outermost element.",
        ),
        (
            "<x tei:n='1'/>",
            1,
            4,
            "the prefix tei: is not declared",
            'Write xmlns:tei="http://www.tei-c.org/ns/1.0" into the start tag of the root.',
        ),
        ("<x></x y", 1, 8, "an end tag holds nothing but its name, and here stands “y”", "Write </x>."),
        ("<x></x<y/>", 1, 4, "the end tag </x that begins here has no >", "Write </x>."),
        (
            "<x a='1'\n b='2'\n a='3'/>",
            3,
            2,
            "the attribute a stands twice in <x>",
            "Remove one of the two, or join their values.",
        ),
        (
            "[1, 2]",
            1,
            1,
            "the file is JSON, not XML",
            "Name the TEI file of the interview; it begins with <?xml or <TEI.",
        ),
        (
            "<x <",
            1,
            1,
            "the tag <x that begins here has no > before the next <",
            "Close it with >, or write &lt;x if it is text.",
        ),
        (
            "<?xml version='1.0'?>\n<!-- a --> text <x/>",
            2,
            12,
            "“text” stands before the outermost element",
            "Remove it: before the root only the XML declaration, comments and processing instructions may stand.",
        ),
        (
            "<x><p n='1' = '2'/></x>",
            1,
            13,
            "“=” cannot stand here in the tag <p>",
            'Within a tag stand only attributes, as in rend="italic".',
        ),
        (
            "<x xmlns:xml='u'/>",
            1,
            1,
            (
                "the document is not well-formed XML: reserved prefix (xml) must not be undeclared or bound to another "
                "namespace name"
            ),
            "Remove the declaration: the prefix xml needs none.",
        ),
        (
            '<x><p xml:--id="a"/></x>',
            1,
            11,
            "“-” cannot stand here in the tag <p>",
            'Within a tag stand only attributes, as in rend="italic".',
        ),
        (
            '<x><p n=\u00a0"a"/></x>',
            1,
            9,
            "U+00A0 (NO-BREAK SPACE) cannot stand here in the tag <p>",
            'Within a tag stand only attributes, as in rend="italic".',
        ),
        (
            "<TEI><text></TEI>",
            1,
            12,
            "</TEI> is found where </text>, opened on line 1, should be",
            "Write </text> where <text> ends, at the latest before </TEI>.",
        ),
        ("<x><note n='a\"/></x>", 1, 10, "the value of n=, begun on line 1, has no closing quote", 'Write n="a".'),
        ("<x><1 2></x>", 1, 4, "a bare < stands in “<1”", "Write &lt;1 instead."),
        (
            "<x>&eacute</x>",
            1,
            4,
            "“&eacute” has no ; behind it",
            "Write the character itself, “é”, or &#xE9;; or &amp;eacute where an & is meant.",
        ),
        (
            "<x><a></a ></b></x>",
            1,
            12,
            "</b> is found where </x>, opened on line 1, should be",
            "No <b> is open here: write </x>, or remove </b>.",
        ),
        (
            "<l>If a <b and c> d</l>",
            1,
            12,
            "the attribute and of <b> has no value",
            'Write and="…", or leave it out; write &lt; for a < in text.',
        ),
        (
            "<x><p n='a' / ></x>",
            1,
            13,
            "the / in the tag <p> is not followed by >",
            "Write /> without a blank, or remove the /.",
        ),
        ("<x><<y/></x>", 1, 4, "a bare < stands here", "Write &lt; instead."),
        ("<x>a <> b</x>", 1, 6, "a bare < stands in “a <”", "Write a &lt; instead."),
    ],
)
def test_malformed_documents_are_explained(text: str, line: int, column: int, message: str, hint: str) -> None:
    """Each fault by its own name, at the character where it is to be mended."""
    error = refused(text)
    assert (error.code, error.location) == ("XML-001", Location(file="d.xml", line=line, column=column))
    assert (error.message, error.hint) == (message, hint)


def zipped() -> bytes:
    """Return a ZIP archive with one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml"), "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped(), "the file is a ZIP archive, as .docx and .odt are, not XML"),
        (b"%PDF-1.7\n%\xe2\xe3", "the file is a PDF, not XML"),
        (rb"{\rtf1\ansi Where did you work?}", "the file is a document in RTF, not XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "the file is an old Office document, as .doc and .xls are, not XML"),
        (gzip.compress(b"<x/>", mtime=0), "the file is compressed with gzip, not XML"),
        (b"\x89PNG\r\n\x1a\n", "the file is a picture (PNG), not XML"),
        (b"\xff\xd8\xff\xe0", "the file is a picture (JPEG), not XML"),
        (b"RIFF\x24\0\0\0WAVE", "the file is a recording or a picture (RIFF), not XML"),
        (b'{"who": "ben"}', "the file is JSON, not XML"),
        (b'[\n {"who": "ben"}]', "the file is JSON, not XML"),
        (b"Interview\n\nBen: Where did you work?\n", "the file is plain text, not XML: it does not begin with <"),
        (b"Ben: Where did you *work*? <b>\n", "the file is plain text, not XML: it does not begin with <"),
        (b"<html><head><br></head></html>", "the file is an HTML page, not TEI"),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<HTML><br></HTML>", "the file is an HTML page, not TEI"),
    ],
)
def test_what_is_no_xml_is_told_for_what_it_is(data: bytes, message: str) -> None:
    """At its first character, with a hint."""
    error = refused(data)
    assert (error.code, error.message) == ("XML-001", message)
    assert error.location == Location(file="d.xml", line=1, column=1)
    assert error.hint


def test_a_page_with_a_doctype_is_told_for_a_page() -> None:
    """Its DOCTYPE is refused like any other, but to remove it would not help."""
    error = refused("<!DOCTYPE html>\n<html/>")
    assert (error.code, error.message) == ("XML-002", "the file is an HTML page, not TEI")
    assert error.location == Location(file="d.xml", line=1, column=1)
    assert str(error.hint).startswith("Name the TEI file that the page was made from")


def test_a_page_that_is_well_formed_is_read() -> None:
    """It is no TEI, which is another finding, and parts of a schema may show a page."""
    assert xmlio.parse(b"<html><p/></html>", "d.xml").root.tag == "html"


WINDOWS: Final = (
    'Save the file as UTF-8; where all of it is in Windows-1252, encoding="windows-1252" can be declared too.'
)
SAVE: Final = "Save the file as UTF-8, or declare the encoding that it is in."


@pytest.mark.parametrize(
    ("data", "column", "message", "hint"),
    [
        (
            "<x>José</x>".encode("windows-1252"),
            7,
            "byte 0xe9 cannot stand in UTF-8, which is the encoding of this file; in Windows-1252 it would be é",
            WINDOWS,
        ),
        (
            b"<x>\x80</x>",
            4,
            "byte 0x80 cannot stand in UTF-8, which is the encoding of this file; in Windows-1252 it would be €",
            WINDOWS,
        ),
        (b"<x>\x81</x>", 4, "byte 0x81 cannot stand in UTF-8, which is the encoding of this file", SAVE),
        (b"<x>\xc3", 4, "the file ends within a character of UTF-8; it may have been cut off", SAVE),
        (
            "<?xml version='1.0' encoding='UTF-8'?><x/>".encode("utf-16"),
            1,
            "the file says that it is in UTF-8, and is in UTF-16",
            SAVE,
        ),
        (
            "<?xml version='1.0' encoding='UTF-8'?><x/>".encode("utf-16-be"),
            1,
            "the file says that it is in UTF-8, and is in UTF-16",
            SAVE,
        ),
        (
            b"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?><x/>",
            1,
            "the file says that it is in LATIN1, and is in UTF-8, with a byte order mark",
            SAVE,
        ),
        (
            b"<?xml version='1.0' encoding='UTF-16'?><x/>",
            1,
            "the file says that it is in UTF-16, and is not: its characters are no pairs of bytes",
            SAVE,
        ),
    ],
)
def test_bytes_in_another_encoding_are_told(data: bytes, column: int, message: str, hint: str) -> None:
    """With the character that was probably meant."""
    error = refused(data)
    assert (error.code, error.location) == ("XML-003", Location(file="d.xml", line=1, column=column))
    assert (error.message, error.hint) == (message, hint)


NAME: Final = "n" * 990


@pytest.mark.parametrize(
    "text",
    [
        f"<{NAME}></x>",
        f"<{NAME}><{NAME}><{NAME}>",
        f"<{NAME} {NAME}>",
        f"<{NAME} {NAME}={NAME}>",
        f"<{NAME} {NAME}='{NAME}\n<p>",
        f"<{NAME} {NAME}='1' {NAME}='2'/>",
        f"<{NAME} {NAME}='1'{NAME}='2'/>",
        f"<{NAME}:a/>",
        f"<x>&{NAME};</x>",
        f"<x>{NAME}&{NAME}</x>",
        f"<x>&#{NAME};</x>",
        f"<x>&#{'9' * 990};</x>",
        f"<x>< {NAME}></x>",
        f"<x><1{NAME}></x>",
        f"<x></ {NAME}></x>",
        f"<x/></{NAME}>",
        f"<x/>{NAME}",
        f"{NAME}<x/>",
        f"<?xml {NAME}?><x/>",
        f"<x><{NAME}",
        f"<!DOCTYPE x SYSTEM '{NAME}'><x/>",
        f"<x {NAME}=\u201c{NAME}\u201d/>",
    ],
)
def test_long_names_are_cut(text: str) -> None:
    """A message is a line, whatever stands in the file."""
    error = refused(text)
    assert error.code in {"XML-001", "XML-002"}
    assert len(error.message) <= LONGEST
    assert "n" * 60 not in error.message + str(error.hint)
    assert error.hint is None or len(error.hint) <= LONGEST


def test_what_cannot_be_seen_is_not_repeated() -> None:
    """A character that turns the direction of writing would garble the message."""
    assert refused("a\u202eb <x/>").message == "“a\ufffdb” stands before the outermost element"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<x>", "&"),
        ("<x>", "</y>"),
        ("<x>", ""),
        ("<x a='", ""),
        ("<x a='", "<"),
        ("<x a=' = ", "'b"),
        ("<x>< ", "<y>"),
        ("<x>&", "b"),
        ("<x><!-- ", "-- -->"),
        ("<x", "!"),
        ("", "x"),
        ("<x/>", "x"),
        ("<?xml", "x"),
    ],
)
@pytest.mark.parametrize("filling", [" ", "a", " a", "\n", "]", "-", "<y/>", "=", "a=", "&#1", '"'])
def test_large_documents_are_explained_quickly(before: str, filling: str, after: str) -> None:
    """The time grows as the text does: a hundredfold takes no thousandfold."""
    text = before + filling * 200_000 + after
    start = time.process_time()
    with pytest.raises(DocumentError) as caught:
        xmlio.parse(text.encode(), "d.xml")
    assert time.process_time() - start < 4
    assert len(caught.value.message) <= LONGEST


def test_deep_documents_are_explained_quickly() -> None:
    """Of a hundred thousand open elements the innermost three are told."""
    error = refused("<x>" * 100_000)
    assert error.message == (
        "the file ends, but <x> of line 1, <x> of line 1, <x> of line 1 and 99997 more are still open"
    )


def objection(text: str) -> DocumentError | None:
    """Return the error that a text gives, or None where it is read."""
    try:
        xmlio.parse(text.encode("utf-8", "surrogatepass"), "d.xml")
    except DocumentError as error:
        return error
    return None


@given(text=strategies.damaged(SOUND))
def test_any_damage_is_told_at_a_place_within_the_text(text: str) -> None:
    """In one line that can be shown, with a hint that can be as well."""
    error = objection(text)
    if error is None:
        return
    assert 0 < len(error.message) <= LONGEST
    assert error.message.isprintable()
    assert error.hint is None or (error.hint.isprintable() and len(error.hint) <= LONGEST)
    assert error.location
    assert error.location.line
    assert error.location.column
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    assert error.location.line <= len(lines)
    assert error.location.column <= len(lines[error.location.line - 1]) + 1
