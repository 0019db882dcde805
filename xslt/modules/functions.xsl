<?xml version="1.0" encoding="UTF-8"?>
<!-- Locators, ids, paths, and what is a block. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:variable name="divisions" as="xs:string+" select="'div', (1 to 7) ! ('div' || .)"/>

  <!-- What never stands inside a line, wherever it occurs. -->
  <xsl:variable name="block-names" as="map(xs:string, xs:boolean)" select="
      map:merge(($divisions, 'p', 'ab', 'lg', 'l', 'list', 'table', 'sp', 'spGrp', 'u', 'annotationBlock', 'head',
        'opener', 'closer', 'signed', 'salute', 'dateline', 'byline', 'docTitle', 'titlePart', 'titlePage', 'epigraph',
        'argument', 'trailer', 'postscript', 'docImprint', 'docEdition', 'imprimatur', 'text', 'group', 'front', 'body',
        'back', 'speaker', 'floatingText', 'figure', 'listBibl', 'listPerson', 'listPlace', 'listOrg', 'listEvent',
        'biblStruct') ! map{. : true()})" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>

  <!-- What marks a point and has no words. -->
  <xsl:variable name="mark-names" as="xs:string+" select="
      'anchor', 'milestone', 'pb', 'lb', 'cb', 'gb', 'timeline', 'when', 'span', 'spanGrp', 'index', 'link', 'linkGrp',
      'interp', 'interpGrp', 'alt', 'altGrp', 'join', 'joinGrp', 'certainty', 'precision', 'respons'"/>

  <!-- Structure, in which loose lines need a paragraph of their own. -->
  <xsl:variable name="structure-names" as="xs:string+" select="
      $divisions, 'front', 'body', 'back', 'group', 'text', 'floatingText', 'sp', 'spGrp', 'annotationBlock',
      'epigraph', 'argument', 'postscript'"/>

  <!-- What is a block in some places only. -->
  <xsl:variable name="sometimes-blocks" as="map(xs:string, xs:boolean)" select="
      map:merge(('seg', 'quote', 'q', 'said', 'cit', 'stage', 'bibl', 'fw', 'label', 'docAuthor', 'docDate', 'graphic',
        'media', 'figDesc') ! map{. : true()})" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>

  <!-- What is never a block, whatever it holds: it is told in other words, elsewhere, or not at all. -->
  <xsl:variable name="never-blocks" as="map(xs:string, xs:boolean)" select="
      map:merge(('note', 'pause', 'vocal', 'kinesic', 'incident', 'shift', 'gap', 'span', 'spanGrp', 'interp',
        'interpGrp') ! map{. : true()})" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>

  <!-- Whether a node is set as a block where it stands. Asked of every node, so the usual answers come first. -->
  <xsl:function name="f:is-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($node)"/>
    <xsl:sequence select="
        if (not($node instance of element()) or $never-blocks($name)) then false()
        else if ($block-names($name)) then true()
        else if ($sometimes-blocks($name) and f:is-block-here($node)) then true()
        else f:has-blocks($node)"/>
  </xsl:function>

  <!-- Whether an element that is a block in some places is in one of them. -->
  <xsl:function name="f:is-block-here" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:variable name="around" as="xs:string" select="local-name($element/..)"/>
    <xsl:sequence select="
        if ($name eq 'seg') then $around eq 'u'
        else if ($name = ('docAuthor', 'docDate')) then $around = ('titlePage', 'front')
        else if ($name = ('graphic', 'media', 'figDesc')) then $around eq 'figure'
        else $around = $structure-names
             or $around eq 'cit' and local-name($element/../..) = $structure-names"/>
  </xsl:function>

  <!-- Whether blocks stand inside an element, those of its notes aside, which are set elsewhere. -->
  <xsl:function name="f:has-blocks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        some $child in $element/* satisfies f:is-block($child)"/>
  </xsl:function>

  <!-- Whether a node is white space between blocks, or a comment. -->
  <xsl:function name="f:is-blank" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="
        $node/(self::comment() or self::processing-instruction())
        or $node/self::text() and not(normalize-space($node))"/>
  </xsl:function>

  <!-- Whether an element is a citable paragraph: it is shown where it stands. -->
  <xsl:function name="f:is-paragraph" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if ($element/self::p) then exists($element/ancestor::text) and empty($element/ancestor::*[$never-blocks(local-name())])
        else exists($element/self::seg/parent::u) or exists($element/self::u[not(seg)])"/>
  </xsl:function>

  <!-- The turn that an element stands in or is. -->
  <xsl:function name="f:turn" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/ancestor-or-self::*[self::sp or self::u][1]"/>
  </xsl:function>

  <!-- The number of the turn that an element stands in or is; 0 outside of turns. -->
  <xsl:function name="f:turn-number" as="xs:integer">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="turn" as="element()?" select="f:turn($element)"/>
    <xsl:sequence select="if ($turn) then $turn/accumulator-before('turn') else 0"/>
  </xsl:function>

  <!-- The locator of a paragraph: turn.paragraph. -->
  <xsl:function name="f:locator" as="xs:string">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="
        f:turn-number($paragraph) || '.' || $paragraph/accumulator-before('paragraph')[last()]"/>
  </xsl:function>

  <!-- The paragraph that an element stands in or is. -->
  <xsl:function name="f:paragraph" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/ancestor-or-self::*[f:is-paragraph(.)][1]"/>
  </xsl:function>

  <!-- An id of our making that no xml:id of the document has. -->
  <xsl:function name="f:made-id" as="xs:string">
    <xsl:param name="wanted" as="xs:string"/>
    <xsl:sequence select="if (key('id', $wanted, $document)) then f:made-id($wanted || '_') else $wanted"/>
  </xsl:function>

  <!-- The id of a paragraph, turn, division or note in the page. -->
  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="($element/@xml:id/string(), f:made-id(f:wanted-id($element)))[1]"/>
  </xsl:function>

  <!-- What an element without an xml:id is called. -->
  <xsl:function name="f:wanted-id" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if ($element/self::note) then 'n-' || $element/accumulator-before('note')
        else if (f:is-paragraph($element)) then 'p-' || f:locator($element)
        else if ($element/(self::sp | self::u)) then 't-' || f:turn-number($element)
        else if (local-name($element) = $divisions) then 'd-' || $element/accumulator-before('division')
        else f:part-id($element)"/>
  </xsl:function>

  <!-- What a text, its front, body or back is called; with numbers, where texts are grouped. -->
  <xsl:function name="f:part-id" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="numbers" as="xs:integer*" select="
        $part/ancestor-or-self::text[parent::group]/(1 + count(preceding-sibling::text))"/>
    <xsl:sequence select="string-join((local-name($part), $numbers ! string()), '-')"/>
  </xsl:function>

  <!-- A URL that may be linked to: another scheme than these, such as javascript:, could act. Addresses without a host
       that a browser would look for are none. -->
  <xsl:function name="f:web-address" as="xs:string?">
    <xsl:param name="target" as="xs:string?"/>
    <xsl:variable name="plain" as="xs:string" select="normalize-space($target)"/>
    <xsl:variable name="is-web" as="xs:boolean" select="
        matches($plain, '^https?://' || $host || '(:[0-5]?[0-9]{1,4})?([/?#]\S*)?$', 'i')
        or matches($plain, '^mailto:[^\s\[\]#%]+$', 'i')"/>
    <xsl:sequence select="$plain[$is-web] ! f:legal-url(.)"/>
  </xsl:function>

  <!-- A name whose last part does not begin with a digit, or four numbers. -->
  <xsl:variable name="host" as="xs:string" select="
      '((([\p{L}\p{N}_]([\p{L}\p{M}\p{N}_\-]*[\p{L}\p{M}\p{N}_])?)\.)*\p{L}([\p{L}\p{M}\p{N}_\-]*[\p{L}\p{M}\p{N}_])?\.?'
      || '|((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}))'"/>

  <!-- An address in which what no URL may hold is percent-encoded: letters of other alphabets, spaces, brackets, a
       second number sign, and percent signs that encode nothing. -->
  <xsl:function name="f:legal-url" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*" select="tokenize($address, '%')"/>
    <xsl:variable name="whole" as="xs:string" select="
        string-join((head($parts), tail($parts) ! ((if (matches(., '^[0-9A-Fa-f]{2}')) then '%' else '%25') || .)))"/>
    <xsl:variable name="uri" as="xs:string" select="
        iri-to-uri($whole) => replace('\[', '%5B') => replace('\]', '%5D')"/>
    <xsl:variable name="fragment" as="xs:string" select="substring-after($uri, '#')"/>
    <xsl:sequence select="
        substring-before($uri || '#', '#') || ('#' || replace($fragment, '#', '%23'))[contains($uri, '#')]"/>
  </xsl:function>

  <!-- Whether the items of a list are numbered. -->
  <xsl:function name="f:is-numbered" as="xs:boolean">
    <xsl:param name="list" as="element()"/>
    <xsl:sequence select="tokenize(lower-case(string-join($list/(@rend, @type), ' '))) = ('numbered', 'ordered')"/>
  </xsl:function>

  <!-- A string with its first letter in upper case. -->
  <xsl:function name="f:capital" as="xs:string">
    <xsl:param name="string" as="xs:string"/>
    <xsl:sequence select="upper-case(substring($string, 1, 1)) || substring($string, 2)"/>
  </xsl:function>

  <!-- The words of a division's heading: its own, or a label of its type. -->
  <xsl:function name="f:heading" as="xs:string?">
    <xsl:param name="division" as="element()?"/>
    <xsl:sequence select="($division/head[1] ! f:words(.)[.], f:made-heading($division))[1]"/>
  </xsl:function>

  <!-- A heading for a division that has none and whose type we know. -->
  <xsl:function name="f:made-heading" as="xs:string?">
    <xsl:param name="division" as="element()?"/>
    <xsl:sequence select="$division[not(head)]/@type[f:has-label('division-' || .)] ! f:label('division', .)"/>
  </xsl:function>

  <!-- The language of that heading. -->
  <xsl:function name="f:heading-language" as="xs:string">
    <xsl:param name="division" as="element()?"/>
    <xsl:sequence select="($division/head[1][f:words(.)] ! f:language(.), $interface-language)[1]"/>
  </xsl:function>

  <!-- What a mention is cited by: its note, paragraph, turn or division; on title pages and the like, their part. -->
  <xsl:function name="f:place" as="element()">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="
        ($mention/ancestor-or-self::note[1], f:paragraph($mention), f:turn($mention),
         $mention/ancestor-or-self::*[local-name() = $divisions][1],
         $mention/ancestor-or-self::*[self::front or self::body or self::back][parent::text][1],
         $mention/ancestor::text)[1]"/>
  </xsl:function>

  <!-- A locator, or what else the place is called. -->
  <xsl:function name="f:place-label" as="xs:string">
    <xsl:param name="place" as="element()"/>
    <xsl:sequence select="
        if ($place/self::note) then f:label('note') || ' ' || $place/accumulator-before('note')
        else if (f:is-paragraph($place)) then f:locator($place)
        else if ($place/(self::sp | self::u)) then string(f:turn-number($place))
        else (f:heading($place[local-name() = $divisions]) ! f:quoted(.), f:label('part', local-name($place)))[1]"/>
  </xsl:function>

  <!-- lang and dir of such a label, where it is the heading of a text in another language. -->
  <xsl:function name="f:place-attributes" as="attribute()*">
    <xsl:param name="place" as="element()"/>
    <xsl:sequence select="
        $place[local-name() = $divisions] ! f:language-attributes(f:heading-language(.), $interface-language)"/>
  </xsl:function>

  <!-- The beginning of a heading, in quotation marks. -->
  <xsl:function name="f:quoted" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="'“' || replace($words, '^(.{40}\S*)\s.*$', '$1 …') || '”'"/>
  </xsl:function>

  <!-- A readable XPath such as /TEI/text/body/div[2]/sp[3]. -->
  <xsl:function name="f:path" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string-join($element/ancestor-or-self::*/('/' || local-name() || f:position(.)))"/>
  </xsl:function>

  <!-- The place of an element among siblings of its name, such as [2]; nothing where it is the only one. -->
  <xsl:function name="f:position" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:QName" select="node-name($element)"/>
    <xsl:variable name="before" as="xs:integer" select="count($element/preceding-sibling::*[node-name() eq $name])"/>
    <xsl:variable name="alone" as="xs:boolean"
      select="$before eq 0 and empty($element/following-sibling::*[node-name() eq $name])"/>
    <xsl:sequence select="if ($alone) then '' else '[' || $before + 1 || ']'"/>
  </xsl:function>
</xsl:stylesheet>
