<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables. HTML wants rows of one width, no cell beyond the last row, and no column in which no cell begins. What the
     source says of the reach of its cells is held to that, and short rows are filled up. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- No cell reaches further than this, whatever it says. -->
  <xsl:variable name="widest" as="xs:integer" select="1000"/>

  <!-- Tables scroll by themselves where the screen is narrow; so they take the focus of the keyboard. -->
  <xsl:template match="table" mode="reading" as="element()+">
    <div class="table" role="group" tabindex="0" aria-label="{(head[1] ! f:words(.), f:label('table'))[.][1]}">
      <table>
        <xsl:sequence select="f:attributes(.)"/>
        <xsl:call-template name="table-caption"/>
        <xsl:call-template name="rows"/>
      </table>
    </div>
    <xsl:call-template name="blocks">
      <xsl:with-param name="children" select="* except (head, row)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="table-caption" as="element()?">
    <xsl:context-item as="element()" use="required"/>
    <xsl:where-populated>
      <caption>
        <xsl:for-each select="head">
          <xsl:value-of select="' '[position() gt 1]"/>
          <xsl:call-template name="line"/>
        </xsl:for-each>
      </caption>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template name="rows" as="element()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="layout" as="map(xs:string, item()*)*" select="f:layout(.)"/>
    <xsl:variable name="columns" as="xs:integer*" select="distinct-values($layout?cells?column)"/>
    <xsl:for-each select="row">
      <xsl:variable name="row" as="xs:integer" select="position()"/>
      <xsl:variable name="place" as="map(xs:string, item()*)" select="$layout[$row]"/>
      <tr>
        <xsl:sequence select="f:attributes(.)"/>
        <xsl:for-each select="cell">
          <xsl:variable name="number" as="xs:integer" select="position()"/>
          <xsl:call-template name="cell">
            <xsl:with-param name="place" select="$place?cells[$number]"/>
            <xsl:with-param name="columns" select="$columns"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:for-each select="$columns[not(. = $place?taken)]">
          <td/>
        </xsl:for-each>
      </tr>
    </xsl:for-each>
  </xsl:template>

  <!-- A cell; one that is called a label heads its row, one in a row of labels its column. -->
  <xsl:template name="cell" as="element()">
    <xsl:context-item as="element(cell)" use="required"/>
    <xsl:param name="place" as="map(xs:string, xs:integer)"/>
    <xsl:param name="columns" as="xs:integer*"/>
    <xsl:variable name="width" as="xs:integer" select="
        count($columns[. ge $place?column and . lt $place?column + $place?width])"/>
    <xsl:variable name="scope" as="xs:string?" select="
        ('col'[current()/../@role = 'label'], 'row'[current()/@role = 'label'])[normalize-space(current())][1]"/>
    <xsl:element name="{if ($scope) then 'th' else 'td'}">
      <xsl:sequence select="f:attributes(.), f:number-attribute('colspan', $width),
                            f:number-attribute('rowspan', $place?height)"/>
      <xsl:if test="$scope">
        <xsl:attribute name="scope" select="$scope"/>
      </xsl:if>
      <xsl:apply-templates select="." mode="content"/>
    </xsl:element>
  </xsl:template>

  <!-- An attribute for a number that is more than one. -->
  <xsl:function name="f:number-attribute" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:if test="$number gt 1">
      <xsl:attribute name="{$name}" select="$number"/>
    </xsl:if>
  </xsl:function>

  <!-- For each row where its cells lie, and which columns are taken in it, by cells of rows above as well. -->
  <xsl:function name="f:layout" as="map(xs:string, item()*)*">
    <xsl:param name="table" as="element()"/>
    <xsl:variable name="last" as="xs:integer" select="count($table/row)"/>
    <xsl:iterate select="$table/row">
      <!-- The row to which each column is taken. -->
      <xsl:param name="taken" as="map(xs:integer, xs:integer)" select="map{}"/>
      <xsl:variable name="row" as="xs:integer" select="position()"/>
      <xsl:variable name="cells" as="map(xs:string, xs:integer)*" select="f:places(cell, $row, $last, $taken)"/>
      <xsl:variable name="now" as="map(xs:integer, xs:integer)" select="
          map:merge(($taken, $cells ! f:reach(., $row)), map{'duplicates': 'use-last'})"/>
      <xsl:sequence select="map{'cells': $cells, 'taken': map:keys($now)[$now(.) ge $row]}"/>
      <xsl:next-iteration>
        <xsl:with-param name="taken" select="$now"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- The columns that a cell takes, each with the last row. -->
  <xsl:function name="f:reach" as="map(xs:integer, xs:integer)*">
    <xsl:param name="place" as="map(xs:string, xs:integer)"/>
    <xsl:param name="row" as="xs:integer"/>
    <xsl:sequence select="
        for $column in $place?column to $place?column + $place?width - 1
        return map{$column: $row + $place?height - 1}"/>
  </xsl:function>

  <!-- The places of a row's cells: each begins in the next free column, and reaches to the next that is taken. -->
  <xsl:function name="f:places" as="map(xs:string, xs:integer)*">
    <xsl:param name="cells" as="element(cell)*"/>
    <xsl:param name="row" as="xs:integer"/>
    <xsl:param name="last" as="xs:integer"/>
    <xsl:param name="taken" as="map(xs:integer, xs:integer)"/>
    <xsl:iterate select="$cells">
      <xsl:param name="next" as="xs:integer" select="1"/>
      <xsl:variable name="column" as="xs:integer" select="
          ($next to $next + map:size($taken))[not($taken(.) ge $row)][1]"/>
      <xsl:variable name="wanted" as="xs:integer" select="f:reach-wanted(@cols)"/>
      <xsl:variable name="width" as="xs:integer" select="
          ((1 to $wanted - 1)[$taken($column + .) ge $row], $wanted)[1]"/>
      <xsl:sequence select="
          map{'column': $column, 'width': $width, 'height': min((f:reach-wanted(@rows), $last - $row + 1))}"/>
      <xsl:next-iteration>
        <xsl:with-param name="next" select="$column + $width"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- Over how many rows or columns a cell is said to reach. -->
  <xsl:function name="f:reach-wanted" as="xs:integer">
    <xsl:param name="number" as="attribute()?"/>
    <xsl:sequence select="
        if ($number castable as xs:positiveInteger) then min((xs:integer($number), $widest)) else 1"/>
  </xsl:function>
</xsl:stylesheet>
