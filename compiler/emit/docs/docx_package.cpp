// SPDX-License-Identifier: Apache-2.0
#include "compiler/emit/docs/docx_package.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <pugixml.hpp>
#include <zip.h>

#include "runtime/calendar/civil_time.h"

namespace slate::emit::docs {

std::string IsoTime(std::int64_t seconds) {
  constexpr std::int64_t kDay = 86'400;
  const auto day = static_cast<std::int32_t>(seconds / kDay);
  const calendar::YearMonthDay ymd = calendar::ToYmd({day});
  const std::int64_t rest = seconds % kDay;
  return fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
      ymd.year,
      ymd.month,
      ymd.day,
      rest / 3600,
      rest / 60 % 60,
      rest % 60
  );
}

namespace {

struct CloseSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, CloseSource>;

Result<std::string> ReadAll(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_open(source) != 0 || zip_source_stat(source, &stat) != 0) {
    return Error{"the document cannot be packed"};
  }
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read < 0 || static_cast<std::size_t>(read) != bytes.size()) {
    return Error{"the document cannot be packed"};
  }
  return bytes;
}

bool AddPart(zip_t* archive, const std::string& path, const std::string& bytes, std::int64_t at) {
  zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
  if (part == nullptr) {
    return false;
  }
  const zip_int64_t place = zip_file_add(archive, path.c_str(), part, ZIP_FL_ENC_UTF_8);
  if (place < 0) {
    zip_source_free(part);
    return false;
  }
  const auto index = static_cast<zip_uint64_t>(place);
  return zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 9) == 0 &&
         zip_file_set_mtime(archive, index, at, 0) == 0;
}

// Zip knows no time before 1980, and the readings of its clock are local: midday keeps the day.
constexpr std::int64_t kEarliest = 315'576'000;

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kWord =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

std::string ContentTypes() {
  std::string text =
      std::string(kXml) +
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"document", "document.main"},
      {"styles", "styles"},
      {"numbering", "numbering"},
      {"settings", "settings"},
      {"footer1", "footer"},
  };
  for (const auto& [part, type] : kTypes) {
    text += fmt::format(
        "<Override PartName=\"/word/{}.xml\" "
        "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml\"/>",
        part,
        type
    );
  }
  return text +
         "<Override PartName=\"/docProps/core.xml\" "
         "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
}

std::string Relations() {
  return std::string(kXml) +
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
         "<Relationship Id=\"rId1\" "
         "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
         "officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" "
         "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
         "core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
}

std::string DocumentRelations() {
  std::string text =
      std::string(kXml) +
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  constexpr std::pair<std::string_view, std::string_view> kRelations[] = {
      {"styles", "styles"},
      {"numbering", "numbering"},
      {"settings", "settings"},
      {"footer", "footer1"}};
  int id = 0;
  for (const auto& [type, part] : kRelations) {
    text += fmt::format(
        "<Relationship Id=\"rId{}\" "
        "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}\" "
        "Target=\"{}.xml\"/>",
        ++id,
        type,
        part
    );
  }
  return text + "</Relationships>";
}

struct Writer final : pugi::xml_writer {
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

std::string Core(std::string_view title, std::int64_t made_at) {
  pugi::xml_document document;
  pugi::xml_node core = document.append_child("cp:coreProperties");
  core.append_attribute("xmlns:cp") =
      "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
  core.append_attribute("xmlns:dc") = "http://purl.org/dc/elements/1.1/";
  core.append_attribute("xmlns:dcterms") = "http://purl.org/dc/terms/";
  core.append_attribute("xmlns:xsi") = "http://www.w3.org/2001/XMLSchema-instance";
  core.append_child("dc:title").text() = std::string(title).c_str();
  for (const char* name : {"dcterms:created", "dcterms:modified"}) {
    pugi::xml_node time = core.append_child(name);
    time.append_attribute("xsi:type") = "dcterms:W3CDTF";
    time.text() = IsoTime(made_at).c_str();
  }
  Writer writer;
  document.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
  return std::string(kXml) + writer.text;
}

std::string Level(
    int level, std::string_view format, std::string_view text, int left, int hanging
) {
  return fmt::format(
      "<w:lvl w:ilvl=\"{}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{}\"/>{}<w:lvlText "
      "w:val=\"{}\"/>"
      "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"{}\"/></w:pPr></w:lvl>",
      level,
      format,
      level == 0 && text == "%1" ? "<w:pStyle w:val=\"Heading1\"/>" : "",
      text,
      left,
      hanging
  );
}

struct StepLook {
  std::string_view format;
  std::string_view text;
};
StepLook StepsIn(std::string_view tag) {
  if (tag == "ru") {
    return {"russianLower", "%1)"};
  }
  return tag == "zh" ? StepLook{"chineseCounting", "（%1）"} : StepLook{"lowerLetter", "(%1)"};
}

std::string Numbering(std::string_view tag, int lists) {
  const StepLook steps = StepsIn(tag);
  std::string text = fmt::format("{}<w:numbering {}>", kXml, kWord);
  text += "<w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"multilevel\"/>" +
          Level(0, "decimal", "%1", 850, 850) + Level(1, "decimal", "%1.%2", 850, 850) +
          Level(2, "decimal", "%1.%2.%3", 850, 850) + "</w:abstractNum>";
  text += "<w:abstractNum w:abstractNumId=\"2\"><w:multiLevelType w:val=\"singleLevel\"/>" +
          Level(0, "bullet", "–", 1190, 340) + "</w:abstractNum>";
  text += "<w:abstractNum w:abstractNumId=\"3\"><w:multiLevelType w:val=\"singleLevel\"/>" +
          Level(0, steps.format, steps.text, 1304, 454) + "</w:abstractNum>";
  for (const int id : {kContractNumbers, kBullets}) {
    text += fmt::format("<w:num w:numId=\"{0}\"><w:abstractNumId w:val=\"{0}\"/></w:num>", id);
  }
  for (int list = 0; list < lists; ++list) {
    text += fmt::format(
        "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"0\">"
        "<w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
        kFirstSteps + list
    );
  }
  return text + "</w:numbering>";
}

std::string Style(
    std::string_view id, std::string_view name, std::string_view paragraph, std::string_view run
) {
  return fmt::format(
      "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/>"
      "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>"
      "<w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>",
      id,
      name,
      paragraph,
      run
  );
}

std::string LanguageOf(std::string_view tag) {
  constexpr std::pair<std::string_view, std::string_view> kTags[] = {
      {"en", "en-GB"}, {"de", "de-DE"}, {"ru", "ru-RU"}, {"zh", "zh-CN"}};
  for (const auto& [ours, theirs] : kTags) {
    if (tag == ours) {
      return std::string(theirs);
    }
  }
  return std::string(tag);
}

std::string Styles(std::string_view tag) {
  constexpr std::string_view kSans =
      "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\" w:eastAsia=\"Microsoft "
      "YaHei\"/>";
  const std::string language = LanguageOf(tag);
  std::string text = fmt::format(
      "{}<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Cambria\" "
      "w:hAnsi=\"Cambria\" w:cs=\"Cambria\" w:eastAsia=\"SimSun\"/><w:sz w:val=\"21\"/>"
      "<w:lang w:val=\"{}\" w:eastAsia=\"{}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
      "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>"
      "</w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
      "<w:name w:val=\"Normal\"/></w:style>",
      kXml,
      kWord,
      // Latin words among Chinese ones are broken by their own rules.
      tag == "zh" ? "en-GB" : language,
      language
  );
  const std::string sans(kSans);
  text += Style(
      "Title",
      "Title",
      "<w:spacing w:before=\"2400\" w:after=\"60\"/>",
      sans + "<w:b/><w:sz w:val=\"52\"/>"
  );
  text += Style(
      "Subtitle",
      "Subtitle",
      "<w:spacing w:after=\"600\"/>",
      sans + "<w:color w:val=\"5A6270\"/><w:sz w:val=\"26\"/>"
  );
  text += Style(
      "Heading1",
      "heading 1",
      "<w:keepNext/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"
      "<w:spacing w:before=\"480\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>",
      sans + "<w:b/><w:sz w:val=\"30\"/>"
  );
  text += Style(
      "Heading2",
      "heading 2",
      "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/><w:outlineLvl w:val=\"1\"/>",
      sans + "<w:b/><w:sz w:val=\"24\"/>"
  );
  text += Style("Clause", "Clause", "", "");
  text += Style("Body", "Body Indented", "<w:ind w:left=\"850\"/>", "");
  text += Style(
      "Code",
      "Code",
      "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
      "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:noProof/><w:sz "
      "w:val=\"15\"/>"
  );
  text += Style(
      "Cell", "Table Cell", "<w:spacing w:before=\"40\" w:after=\"40\"/>", "<w:sz w:val=\"19\"/>"
  );
  text += Style(
      "FrontHeading",
      "Front Heading",
      "<w:pageBreakBefore/><w:spacing w:after=\"160\"/>",
      sans + "<w:b/><w:sz w:val=\"30\"/>"
  );
  text += Style(
      "FrontHeading2",
      "Front Heading 2",
      "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/>",
      sans + "<w:b/><w:sz w:val=\"24\"/>"
  );
  text += Style(
      "TOCHeading",
      "TOC Heading",
      "<w:pageBreakBefore/><w:spacing w:after=\"200\"/>",
      sans + "<w:b/><w:sz w:val=\"30\"/>"
  );
  text += Style(
      "TOC1",
      "toc 1",
      "<w:tabs><w:tab w:val=\"left\" w:pos=\"680\"/><w:tab w:val=\"right\" w:leader=\"dot\" "
      "w:pos=\"9300\"/></w:tabs><w:spacing w:after=\"60\"/>",
      sans
  );
  text += Style(
      "TOC2",
      "toc 2",
      "<w:tabs><w:tab w:val=\"left\" w:pos=\"1360\"/><w:tab w:val=\"right\" w:leader=\"dot\" "
      "w:pos=\"9300\"/></w:tabs><w:spacing w:after=\"60\"/><w:ind w:left=\"680\"/>",
      sans
  );
  return text + "</w:styles>";
}

std::string Footer() {
  const auto field = [](std::string_view name) {
    return fmt::format("<w:fldSimple w:instr=\" {} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", name);
  };
  return fmt::format(
      "{}<w:ftr {}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}<w:r><w:t xml:space=\"preserve\"> "
      "/ "
      "</w:t></w:r>{}</w:p></w:ftr>",
      kXml,
      kWord,
      field("PAGE"),
      field("NUMPAGES")
  );
}

}  // namespace

Result<std::string> Zip(const Parts& parts, std::int64_t made_at) {
  zip_error_t error;
  zip_error_init(&error);
  const Source buffer(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (buffer == nullptr) {
    return Error{"the document cannot be packed"};
  }
  zip_t* archive = zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    return Error{"the document cannot be packed"};
  }
  zip_source_keep(buffer.get());  // closing the archive lets go of it
  for (const auto& [path, bytes] : parts) {
    if (!AddPart(archive, path, bytes, std::max(made_at, kEarliest))) {
      zip_discard(archive);
      return Error{"the document cannot be packed"};
    }
  }
  if (zip_close(archive) != 0) {
    zip_discard(archive);
    return Error{"the document cannot be packed"};
  }
  return ReadAll(buffer.get());
}

Parts FixedParts(std::string_view tag, std::string_view title, std::int64_t made_at, int lists) {
  return {
      {"[Content_Types].xml", ContentTypes()},
      {"_rels/.rels", Relations()},
      {"docProps/core.xml", Core(title, made_at)},
      {"word/_rels/document.xml.rels", DocumentRelations()},
      {"word/styles.xml", Styles(tag)},
      {"word/numbering.xml", Numbering(tag, lists)},
      {"word/settings.xml",
       fmt::format("{}<w:settings {}><w:defaultTabStop w:val=\"680\"/></w:settings>", kXml, kWord)},
      {"word/footer1.xml", Footer()},
  };
}

}  // namespace slate::emit::docs
