<?xml version="1.0" encoding="UTF-8"?>
<!-- How the interview is cited: who, what, when, where; in words, as CSL-JSON, BibTeX and schema.org. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

</xsl:stylesheet>
