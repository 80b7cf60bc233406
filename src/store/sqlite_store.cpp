#include "store/sqlite_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>

namespace spotdrill {
namespace {

/// What the file's PRAGMA user_version says when its tables are the ones below.
constexpr int schema_version = 1;

constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS record (
  kind  TEXT NOT NULL,
  scope TEXT NOT NULL,
  key   TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (kind, scope, key)
) WITHOUT ROWID;
)sql";

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(Database database)
      : database_(std::move(database)),
        load_(prepare("SELECT key, value FROM record WHERE kind=? AND scope=? ORDER BY key")),
        scopes_(prepare("SELECT DISTINCT scope FROM record WHERE kind=? ORDER BY scope")),
        put_(prepare("INSERT OR REPLACE INTO record VALUES (?,?,?,?)")),
        erase_(prepare("DELETE FROM record WHERE kind=? AND scope=? AND key=?")) {}

  ~SqliteStore() override {
    // Whoever destroys the store without a commit did not acknowledge the changes either.
    if (in_transaction_) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }

  std::vector<Row> load(std::string_view table, std::string_view scope) override {
    bind(load_, {table, scope});
    std::vector<Row> rows;
    while (step(load_)) rows.push_back({column(load_, 0), column(load_, 1)});
    return rows;
  }

  std::vector<std::string> scopes(std::string_view table) override {
    bind(scopes_, {table});
    std::vector<std::string> names;
    while (step(scopes_)) names.push_back(column(scopes_, 0));
    return names;
  }

  void put(std::string_view table, std::string_view scope, std::string_view key,
           std::string_view value) override {
    begin();
    bind(put_, {table, scope, key, value});
    step(put_);
    sqlite3_reset(put_.get());
  }

  void erase(std::string_view table, std::string_view scope, std::string_view key) override {
    begin();
    bind(erase_, {table, scope, key});
    step(erase_);
    sqlite3_reset(erase_.get());
  }

 protected:
  void write() override {
    if (!in_transaction_) return;
    execute("COMMIT");
    in_transaction_ = false;
  }

  void erase_all() override {
    begin();
    execute("DELETE FROM record");
    write();
  }

 private:
  void begin() {
    mark_changed();
    if (in_transaction_) return;
    execute("BEGIN IMMEDIATE");
    in_transaction_ = true;
  }

  Statement prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                             nullptr));
    return Statement{statement};
  }

  void bind(Statement& statement, std::initializer_list<std::string_view> values) {
    sqlite3_reset(statement.get());
    int index = 1;
    for (const std::string_view value : values) {
      // An empty view may have a null pointer, which SQLite would store as NULL.
      const char* data = value.data() == nullptr ? "" : value.data();
      check(sqlite3_bind_text(statement.get(), index++, data, static_cast<int>(value.size()),
                              SQLITE_TRANSIENT));
    }
  }

  bool step(Statement& statement) {
    const int code = sqlite3_step(statement.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) check(code);
    return false;
  }

  static std::string column(Statement& statement, int index) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), index));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), index))};
  }

  void execute(const char* sql) {
    check(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr));
  }

  /// A database that cannot be written is no state to go on in: the request is answered with
  /// InternalFailure.
  void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    throw std::runtime_error(fmt::format("SQLite: {}", sqlite3_errmsg(database_.get())));
  }

  Database database_;
  Statement load_;
  Statement scopes_;
  Statement put_;
  Statement erase_;
  bool in_transaction_ = false;
};

}  // namespace

Result<std::unique_ptr<Store>, std::string> open_sqlite_store(const std::filesystem::path& file) {
  sqlite3* raw = nullptr;
  const int opened =
      sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Database database{raw};
  const auto failed = [&](std::string_view what) {
    return refuse(fmt::format("Cannot use {}: {} ({}). Give another directory with --data.",
                              file.string(), what, sqlite3_errmsg(raw)));
  };
  if (opened != SQLITE_OK) return failed("it does not open");
  sqlite3_busy_timeout(raw, 2000);
  if (sqlite3_exec(raw, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;", nullptr, nullptr,
                   nullptr) != SQLITE_OK) {
    return failed("it is no SQLite database, or not writable");
  }

  int version = 0;
  const auto read_version = [](void* out, int, char** values, char**) {
    *static_cast<int*>(out) = std::atoi(values[0]);
    return 0;
  };
  sqlite3_exec(raw, "PRAGMA user_version", read_version, &version, nullptr);
  if (version > schema_version) return failed("a newer spotdrill wrote it");
  if (sqlite3_exec(raw, schema, nullptr, nullptr, nullptr) != SQLITE_OK ||
      sqlite3_exec(raw, fmt::format("PRAGMA user_version={}", schema_version).c_str(), nullptr,
                   nullptr, nullptr) != SQLITE_OK) {
    return failed("its tables cannot be made");
  }
  return std::unique_ptr<Store>{std::make_unique<SqliteStore>(std::move(database))};
}

}  // namespace spotdrill
