<?xml version="1.0" encoding="UTF-8"?>
<!-- The interview in the words of schema.org, as JSON-LD. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:j="http://www.w3.org/2005/xpath-functions"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- What the page tells machines, and with more besides the record. -->
  <xsl:variable name="linked-data" as="element()+">
    <xsl:variable name="contributors" as="map(xs:string, xs:string)*" select="
        $working-roles ! f:makers(.),
        $makers[not(lower-case(.('role')) = $working-roles)]"/>
    <xsl:sequence select="
        f:json-string('@context', 'https://schema.org'), f:json-string('@type', 'CreativeWork'),
        f:json-string('genre', 'interview'), f:json-string('name', $main-title),
        f:json-string('alternativeHeadline', (f:title('sub') except $title) ! f:words(.)),
        f:json-string('inLanguage', $text-language)"/>
    <xsl:sequence select="
        f:json-array('author', $authors ! f:agent((), .('literal'), .('kind'))),
        f:json-array('contributor', $contributors ! f:role-in-work(.)),
        f:json-array('dateCreated', f:iso-dates($interview-dates) ! f:json-item(.)),
        f:json-string('datePublished', f:iso-dates($publication-date)),
        f:publisher-agent(),
        f:json-string('version', $cited-edition),
        f:json-array('identifier', $publication/idno ! f:json-identifier(.)),
        f:json-string('url', $cited-address),
        f:json-string('license', ($publication/availability/licence/@target ! tokenize(.) ! f:web-address(.))[1]),
        f:json-string('conditionsOfAccess', f:label('status', ($publication/availability/@status, 'unknown')[1])),
        f:json-array('keywords', $header/profileDesc/textClass/keywords//term[$is-free] ! f:json-item(f:words(.))),
        f:json-source()"/>
  </xsl:variable>

  <!-- A person or an organisation by name; a mere name where nobody says which of them it is. -->
  <xsl:function name="f:agent" as="element()">
    <xsl:param name="key" as="xs:string?"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:element name="j:{if ($kind) then 'map' else 'string'}">
      <xsl:for-each select="$key">
        <xsl:attribute name="key" select="."/>
      </xsl:for-each>
      <xsl:choose>
        <xsl:when test="$kind">
          <xsl:sequence select="
              f:json-string('@type', if ($kind eq 'person') then 'Person' else 'Organization'),
              f:json-string('name', $name)"/>
        </xsl:when>
        <xsl:otherwise>{$name}</xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:function>

  <xsl:function name="f:role-in-work" as="element()">
    <xsl:param name="name" as="map(xs:string, xs:string)"/>
    <j:map>
      <xsl:sequence select="
          f:json-string('@type', 'Role'), f:json-string('roleName', $name('role')),
          f:agent('contributor', $name('literal'), $name('kind'))"/>
    </j:map>
  </xsl:function>

  <xsl:function name="f:publisher-agent" as="element()?">
    <xsl:for-each select="$publisher-name">
      <xsl:sequence select="f:agent('publisher', ., ('person'[$cited-publisher/persName], 'org')[1])"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:json-identifier" as="element()?">
    <xsl:param name="idno" as="element()"/>
    <xsl:if test="f:value($idno)">
      <j:map>
        <xsl:sequence select="
            f:json-string('@type', 'PropertyValue'), f:json-string('propertyID', $idno/@type),
            f:json-string('value', f:withhold(f:value($idno)))"/>
      </j:map>
    </xsl:if>
  </xsl:function>

  <!-- The TEI file from which the page is made. -->
  <xsl:function name="f:json-source" as="element()">
    <j:map key="encoding">
      <xsl:sequence select="
          f:json-string('@type', 'MediaObject'), f:json-string('encodingFormat', 'application/tei+xml'),
          f:json-string('sha256', string($source-sha256))"/>
    </j:map>
  </xsl:function>
</xsl:stylesheet>
