// One drill on a server: what `run` does once and a campaign many times. Not what is made of it
// afterwards (publish.hpp).
#pragma once

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "apps/run_options.hpp"
#include "apps/stage.hpp"
#include "base/result.hpp"
#include "drill/results/comparison.hpp"
#include "report/report.hpp"

namespace spotdrill::apps {

/// The directory of the reports, made before the drill so that a drill is not run for nothing. It
/// is taken away again when nothing has come into it.
class ReportDirectory {
 public:
  /// What --report names, else DATA/runs/RUN. Errors: one sentence.
  static Result<ReportDirectory, std::string> make(const RunWords& words,
                                                   const std::string& run_id);

  ReportDirectory(ReportDirectory&& other) noexcept
      : path_(std::move(other.path_)), made_(std::exchange(other.made_, false)) {}
  ReportDirectory& operator=(ReportDirectory&&) = delete;
  ~ReportDirectory() {
    std::error_code not_empty;
    if (made_) std::filesystem::remove(path_, not_empty);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  ReportDirectory(std::filesystem::path path, bool made) : path_(std::move(path)), made_(made) {}

  std::filesystem::path path_;
  bool made_;
};

/// What an undisturbed run has left, to compare others with.
struct Reference {
  drill::Results results;
  std::string unusable;  ///< Why nothing can be compared with it; empty: it can.
};

/// References by the parameters that they were made with: a campaign varies these.
using References = std::map<std::map<std::string, std::string>, Reference>;

/// How a drill is rehearsed, beside what its words say.
struct RehearsalSetting {
  std::FILE* file = nullptr;  ///< Is told what happens; null: nobody is.
  std::filesystem::path
      directory;            ///< Of its reports; what the job has left in its copy is kept there.
  bool on_copies = false;   ///< Whatever the definition shares are copies already.
  bool own_server = false;  ///< Though another one was named.
  drill::Results* results = nullptr;  ///< What the run has left comes there: it is a reference.
  References* references = nullptr;   ///< Those of earlier runs of the same; null: none.
};

/// Runs the drill on a server of its own, or on the one that was named, and judges it. Without a
/// server it is a drill that could not be run, which reports say as they say everything else.
report::Recording rehearse_once(const RunWords& words, const drill::Definition& definition,
                                std::string run_id, const RehearsalSetting& setting);

}  // namespace spotdrill::apps
