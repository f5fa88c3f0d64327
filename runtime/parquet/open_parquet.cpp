// SPDX-License-Identifier: Apache-2.0

// The only file that knows the reader of Parquet files. Arrow throws in places; nothing of it gets
// out.

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include <arrow/api.h>
#include <arrow/io/file.h>
#include <parquet/arrow/reader.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>
#include <parquet/properties.h>
#include <parquet/schema.h>

#include "runtime/parquet/column_texts.h"
#include "runtime/readers/parquet_file.h"

namespace slate::parquet {

namespace {

constexpr std::int64_t kRowsAtOnce = 16'384;

// A value that is one text in each row, with the way to it through structs.
struct Leaf {
  int number = 0;  // among all that the file stores
  std::vector<std::string> way = {};
};

class File : public readers::ParquetFile {
 public:
  arrow::Status Open(int descriptor) {
    ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::ReadableFile::Open(descriptor));
    ::parquet::arrow::FileReaderBuilder builder;
    ARROW_RETURN_NOT_OK(builder.Open(std::move(file)));
    ::parquet::ArrowReaderProperties properties(false);
    properties.set_batch_size(kRowsAtOnce);
    builder.properties(properties);
    ARROW_ASSIGN_OR_RAISE(reader_, builder.Build());
    return FindColumns();
  }

  const std::vector<Column>& columns() const override { return columns_; }

  void Choose(const std::vector<std::size_t>& columns) override {
    for (const std::size_t column : columns) {
      chosen_.push_back(leaves_[column]);
    }
    texts_.resize(chosen_.size());
    left_ = reader_->parquet_reader()->metadata()->num_rows();
  }

  bool Next(std::vector<readers::Field>& fields) override {
    if (row_ == rows_ && !NextBatch()) {
      return false;
    }
    fields.resize(chosen_.size());
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      fields[i] = texts_[i].FieldAt(row_);
    }
    ++row_;
    return true;
  }

  const std::string& problem() const override { return problem_; }

 private:
  arrow::Status FindColumns() {
    std::shared_ptr<arrow::Schema> schema;
    ARROW_RETURN_NOT_OK(reader_->GetSchema(&schema));
    const ::parquet::SchemaDescriptor& stored = *reader_->parquet_reader()->metadata()->schema();
    for (int i = 0; i < stored.num_columns(); ++i) {
      const ::parquet::ColumnDescriptor& column = *stored.Column(i);
      const std::vector<std::string> way = column.path()->ToDotVector();
      const std::shared_ptr<arrow::DataType> type = TypeAt(*schema, way);
      const bool whole = column.max_repetition_level() == 0 && type != nullptr;
      columns_.push_back(
          {.name = column.path()->ToDotString(),
           .type = type == nullptr ? "list" : type->ToString(),
           .is_readable = whole && HasTexts(*type)}
      );
      leaves_.push_back({i, way});
    }
    return arrow::Status::OK();
  }

  // Nothing where the way goes through lists.
  static std::shared_ptr<arrow::DataType> TypeAt(
      const arrow::Schema& schema, const std::vector<std::string>& way
  ) {
    std::shared_ptr<arrow::Field> field = schema.GetFieldByName(way.front());
    for (std::size_t i = 1; i < way.size() && field != nullptr; ++i) {
      const bool is_struct = field->type()->id() == arrow::Type::STRUCT;
      field = is_struct
                  ? static_cast<const arrow::StructType&>(*field->type()).GetFieldByName(way[i])
                  : nullptr;
    }
    return field == nullptr ? nullptr : field->type();
  }

  bool NextBatch() {
    row_ = 0;
    rows_ = 0;
    const arrow::Status status = ReadBatch();
    if (status.IsOutOfMemory()) {
      throw std::bad_alloc();
    }
    problem_ = status.ok() ? "" : status.message();
    return rows_ > 0;
  }

  arrow::Status ReadBatch() {
    if (chosen_.empty()) {  // only the number of rows is asked for
      rows_ = static_cast<std::size_t>(std::exchange(left_, 0));
      return arrow::Status::OK();
    }
    if (batches_ == nullptr) {
      ARROW_RETURN_NOT_OK(StartBatches());
    }
    std::shared_ptr<arrow::RecordBatch> batch;
    do {
      ARROW_RETURN_NOT_OK(batches_->ReadNext(&batch));
      if (batch == nullptr) {
        return left_ == 0 ? arrow::Status::OK()
                          : arrow::Status::Invalid("rows are missing at its end");
      }
    } while (batch->num_rows() == 0);
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      ARROW_ASSIGN_OR_RAISE(const auto array, ArrayAt(*batch, chosen_[i].way));
      ARROW_RETURN_NOT_OK(array->Validate());
      texts_[i].Read(*array);
    }
    rows_ = static_cast<std::size_t>(batch->num_rows());
    left_ -= batch->num_rows();
    return arrow::Status::OK();
  }

  arrow::Status StartBatches() {
    std::vector<int> groups(static_cast<std::size_t>(reader_->num_row_groups()));
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i] = static_cast<int>(i);
    }
    std::vector<int> numbers;
    for (const Leaf& leaf : chosen_) {
      numbers.push_back(leaf.number);
    }
    std::sort(numbers.begin(), numbers.end());
    ARROW_ASSIGN_OR_RAISE(batches_, reader_->GetRecordBatchReader(groups, numbers));
    return arrow::Status::OK();
  }

  static arrow::Result<std::shared_ptr<arrow::Array>> ArrayAt(
      const arrow::RecordBatch& batch, const std::vector<std::string>& way
  ) {
    std::shared_ptr<arrow::Array> array = batch.GetColumnByName(way.front());
    for (std::size_t i = 1; i < way.size() && array != nullptr; ++i) {
      const auto& parent = static_cast<const arrow::StructArray&>(*array);
      const auto& type = static_cast<const arrow::StructType&>(*array->type());
      ARROW_ASSIGN_OR_RAISE(array, parent.GetFlattenedField(type.GetFieldIndex(way[i])));
    }
    if (array == nullptr) {
      return arrow::Status::Invalid("a column is missing: ", way.front());
    }
    return array;
  }

  std::unique_ptr<::parquet::arrow::FileReader> reader_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
  std::vector<Column> columns_;
  std::vector<Leaf> leaves_;
  std::vector<Leaf> chosen_;
  std::vector<ColumnTexts> texts_;
  std::size_t row_ = 0;
  std::size_t rows_ = 0;
  std::int64_t left_ = 0;
  std::string problem_;
};

}  // namespace

}  // namespace slate::parquet

extern "C" __attribute__((visibility("default"))) void slate_open_parquet_1(
    int descriptor, std::unique_ptr<slate::readers::ParquetFile>* file, std::string* problem
);

void slate_open_parquet_1(
    int descriptor, std::unique_ptr<slate::readers::ParquetFile>* file, std::string* problem
) {
  try {
    auto opened = std::make_unique<slate::parquet::File>();
    const arrow::Status status = opened->Open(descriptor);
    if (status.ok()) {
      *file = std::move(opened);
    } else {
      *problem = status.message();
    }
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& thrown) {
    *problem = thrown.what();
  }
}
