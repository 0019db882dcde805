<?xml version="1.0" encoding="UTF-8"?>
<!-- What the interview comes from and belongs to: recordings, what was published, the transcript as received, an
     original, what it was translated from, a series. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- Each relation: its kind; title and host; names, publisher, date, identifiers and address; and all of it in
       words. -->
  <xsl:variable name="relations" as="map(xs:string, item()*)*">
    <xsl:variable name="source" as="element()?" select="$header/fileDesc/sourceDesc"/>
    <xsl:sequence select="$recordings ! f:recording(.)"/>
    <xsl:for-each select="$source//(bibl | biblStruct)[not(ancestor::bibl or ancestor::biblStruct)]
                            [not(ancestor::recordingStmt or ancestor::scriptStmt)]">
      <xsl:sequence select="f:work(., if (.//ref/@type = 'transcript') then 'transcript' else 'source')"/>
    </xsl:for-each>
    <xsl:for-each select="$source//relatedItem[@type = ('original', 'translated-from')],
                          $header/fileDesc/notesStmt/relatedItem[@type = ('original', 'translated-from')]">
      <xsl:sequence select="f:work((bibl | biblStruct, .)[1], @type)"/>
    </xsl:for-each>
    <xsl:sequence select="$header/fileDesc/seriesStmt[title] ! f:work(., 'series')"/>
  </xsl:variable>

  <!-- A work that is described. -->
  <xsl:function name="f:work" as="map(xs:string, item()*)?">
    <xsl:param name="work" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="parts" as="element()+" select="$work/(. | analytic | monogr | monogr/imprint)"/>
    <xsl:variable name="titles" as="element()*" select="$parts/title[f:words(.)]"/>
    <xsl:variable name="host" as="element()?" select="($titles except $titles[1])[$titles[1]/@level = 'a'][1]"/>
    <xsl:variable name="facts" as="map(xs:string, item()*)" select="map{
        'kind': $kind, 'type': 'Text', 'title': $titles[1] ! f:words(.), 'language': $titles[1] ! f:language(.),
        'host': $host ! f:words(.), 'host-type': if ($host/@level = 'j') then 'Journal' else 'Book',
        'names': f:distinct-names($parts/author ! f:cited-name(., 'author')),
        'publisher': ($parts/publisher ! f:words(.)[.])[1], 'date': $parts/date[exists(f:when(.))][1],
        'spoken': ($parts/textLang/@mainLang ! string())[1], 'volume': $parts/biblScope[@unit = 'volume'] ! f:words(.),
        'identifiers': $parts/idno[f:harmless(f:value(.))] ! f:identifier(.), 'address': f:work-address($parts)}"/>
    <xsl:variable name="is-told" as="xs:boolean" select="
        exists(($facts('title'), $facts('names'), $facts('publisher'), $facts('date'), $facts('spoken'), $facts('address')))"/>
    <xsl:sequence select="map:put($facts, 'words', f:work-words($facts))[$is-told]"/>
  </xsl:function>

  <!-- The page of a work: by its identifiers, else by its links. -->
  <xsl:function name="f:work-address" as="xs:string?">
    <xsl:param name="parts" as="element()+"/>
    <xsl:variable name="pages" as="xs:string*" select="
        $parts/idno ! f:authority(.), ($parts/(ref | ptr)/@target, $parts/self::relatedItem/@target) ! tokenize(.) ! f:web-address(.)"/>
    <xsl:sequence select="$pages[matches(., '^https?:', 'i')][f:harmless(.)][1]"/>
  </xsl:function>

  <!-- A work in words: names, title, host, publisher, date, address; none where they would not tell which work it is. -->
  <xsl:function name="f:work-words" as="xs:string">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:variable name="is-known" as="xs:boolean" select="
        exists(($work('names'), $work('title'), $work('address')))"/>
    <xsl:sequence select="
        string-join((string-join($work('names') ! .('literal'), '; ')[.], $work('title'), $work('host'), $work('publisher'),
          $work('date') ! f:when(.), $work('address'))[$is-known], '. ')"/>
  </xsl:function>

  <!-- A recording, which is called by its kind and length, since it has no title. -->
  <xsl:function name="f:recording" as="map(xs:string, item()*)">
    <xsl:param name="recording" as="element()"/>
    <xsl:variable name="length" as="xs:string?" select="($recording/(@dur-iso, @dur))[1][. castable as xs:dayTimeDuration]"/>
    <xsl:variable name="address" as="xs:string?" select="($recording/media/@url ! f:web-address(.)[f:harmless(.)])[1]"/>
    <xsl:variable name="date" as="element()?" select="$recording/date[exists(f:when(.))][1]"/>
    <xsl:sequence select="map{
        'kind': 'recording', 'type': if ($recording/@type = 'video') then 'Audiovisual' else 'Sound',
        'date': $date, 'length': $length, 'address': $address,
        'formats': distinct-values($recording/media/@mimeType ! normalize-space()[contains(., '/')]),
        'words': string-join((f:label('medium', ($recording/@type, 'audio')[1]), $length ! f:duration(.),
                              $date ! f:when(.), $address), ', ')}"/>
  </xsl:function>
</xsl:stylesheet>
