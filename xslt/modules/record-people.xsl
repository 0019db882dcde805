<?xml version="1.0" encoding="UTF-8"?>
<!-- Who made the interview, in the words of catalogues: each person once, with all roles. Third parties are among them
     in no case, and of the others there is nothing but names, roles and the identifiers that the header gives. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- What catalogues call the roles: the codes of MARC's list of relators. -->
  <xsl:variable name="relators" as="map(xs:string, xs:string)" select="map{
      'author': 'aut', 'interviewee': 'ive', 'interviewer': 'ivr', 'translator': 'trl', 'transcriber': 'trc',
      'recordist': 'rcd', 'editor': 'edt', 'markup editor': 'mrk', 'photographer': 'pht', 'researcher': 'res',
      'sponsor': 'spn', 'funder': 'fnd'}"/>

  <!-- Other words for the same roles, as headers have them. -->
  <xsl:variable name="role-words" as="map(xs:string, xs:string)" select="map{
      'encoder': 'markup editor', 'encoding': 'markup editor', 'markup': 'markup editor', 'principal': 'researcher',
      'transcription': 'transcriber', 'recording': 'recordist', 'translation': 'translator', 'editing': 'editor'}"/>

  <xsl:function name="f:role" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="plain" as="xs:string" select="lower-case($words)"/>
    <xsl:sequence select="($role-words($plain), $plain[map:contains($relators, .)], $words)[1]"/>
  </xsl:function>

  <!-- Those who recorded it, paid for it or led the work. -->
  <xsl:variable name="supporters" as="map(xs:string, xs:string)*">
    <xsl:for-each select="$recordings/respStmt/(persName | orgName | name)">
      <xsl:sequence select="f:cited-name(., (../resp ! f:words(.)[.], 'recordist')[1])"/>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/titleStmt/(principal | sponsor | funder)">
      <xsl:sequence select="f:cited-name(., local-name())"/>
    </xsl:for-each>
  </xsl:variable>

  <!-- All of them, those first under whose name the interview is cited, then those who took part. -->
  <xsl:variable name="people" as="map(xs:string, item()*)*">
    <xsl:variable name="all" as="map(xs:string, xs:string)*" select="
        $cited-names, f:makers('interviewee'), f:makers('interviewer'), $makers, $supporters"/>
    <xsl:for-each select="f:distinct-names($all)">
      <xsl:variable name="roles" as="xs:string+" select="
          distinct-values($all[f:is-among(., current())] ! f:role(.('role')))"/>
      <xsl:sequence select="map:merge((., map{'roles': $roles, 'identifiers': f:person-identifiers(.)}))"/>
    </xsl:for-each>
  </xsl:variable>

  <!-- The identifiers of a person or an organisation that authorities keep. -->
  <xsl:function name="f:person-identifiers" as="element()*">
    <xsl:param name="name" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="key('entry', $name('entry'), $document)/idno[@type][f:authority(.)]"/>
  </xsl:function>

  <xsl:function name="f:in-role" as="map(xs:string, item()*)*">
    <xsl:param name="role" as="xs:string"/>
    <xsl:sequence select="$people[.('roles') = $role]"/>
  </xsl:function>

  <!-- Those who created the interview: oral history counts both who asked and who answered. -->
  <xsl:variable name="creators" as="map(xs:string, item()*)*" select="
      $people[.('roles') = ('author', 'interviewee', 'interviewer')]"/>

  <!-- Those who contributed to it. -->
  <xsl:variable name="contributors" as="map(xs:string, item()*)*" select="
      $people[not(.('roles') = ('author', 'interviewee', 'interviewer'))]"/>
</xsl:stylesheet>
