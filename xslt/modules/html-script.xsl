<?xml version="1.0" encoding="UTF-8"?>
<!-- What a script adds to the page, which lacks nothing without it; and what the page may load: nothing, but for the
     recordings that the text names. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The policy by which browsers refuse whatever the page was not made to do. Styles are held by no hash, because
       an institution's own are not known here. -->
  <xsl:template name="content-security-policy" as="element()">
    <meta http-equiv="Content-Security-Policy">
      <xsl:attribute name="content" select="string-join((
          'default-src ''none''', 'script-src ''' || $script-hash || '''', 'style-src ''unsafe-inline''',
          'img-src data:', 'font-src data:', f:media-policy(), 'base-uri ''none''', 'form-action ''none'''), '; ')"/>
    </meta>
  </xsl:template>

  <!-- Whence recordings may come: from beside the page, or by the protocols that the text names. Hosts are left open,
       since archives send on to others. -->
  <xsl:function name="f:media-policy" as="xs:string?">
    <xsl:variable name="protocols" as="xs:string*" select="
        $media-addresses ! lower-case(.) !
          (if (matches(., '^https?:')) then substring-before(., ':') || ':' else '''self'' file:')"/>
    <xsl:sequence select="
        string-join(('media-src', sort(distinct-values($protocols))), ' ')[exists($protocols)]"/>
  </xsl:function>

  <!-- The script, with the words that it speaks; on one line, since checkers reckon its hash without line breaks. -->
  <xsl:template name="script" as="element()">
    <script data-field="{f:made-id('search')}">
      <xsl:for-each select="$script-labels">
        <xsl:attribute name="data-{.}" select="f:label('script', .)"/>
      </xsl:for-each>
      <xsl:value-of select="normalize-space($script-text)"/>
    </script>
  </xsl:template>

  <xsl:variable name="script-labels" as="xs:string+" select="
      'tools', 'search', 'search-short', 'previous', 'next', 'count', 'none', 'received', 'received-means', 'theme', 'auto', 'light',
      'dark', 'link', 'link-copied', 'cite', 'citation-copied', 'by-hand', 'close', 'no-play', 'pause', 'play'"/>
</xsl:stylesheet>
