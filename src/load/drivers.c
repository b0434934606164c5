// SPDX-License-Identifier: MIT
// Drivers: which OGR drivers may read a path.
#include "load/drivers.h"

#include <gdal.h>
#include <stddef.h>

#include "base/str.h"
#include "load/load.h"
#include "load/postgres.h"

// Exported by libgdal with C linkage but declared in its C++ headers only
// (ogrsf_frmts.h). GDALAllRegister takes 3 ms, one driver 0.1 ms.
void RegisterOGRFlatGeobuf(void);
void RegisterOGRGeoJSON(void);
void RegisterOGRGeoJSONSeq(void);
void RegisterOGRTopoJSON(void);
void RegisterOGRESRIJSON(void);
void RegisterOGRGeoPackage(void);
void RegisterOGRSQLite(void);
void RegisterOGRShape(void);
void RegisterOGRKML(void);
void RegisterOGRLIBKML(void);
void RegisterOGRGPX(void);
void RegisterOGRXLSX(void);
void RegisterOGRODS(void);
void RegisterOGRPG(void);

enum { DRIVERS_MAX = 5 };

struct family {
  const char *extensions[4];
  void (*registrars[DRIVERS_MAX])(void);
  const char *names[DRIVERS_MAX];
};

static const struct family families[] = {
    {{"fgb"}, {RegisterOGRFlatGeobuf}, {"FlatGeobuf"}},
    {{"geojson", "json"},
     {RegisterOGRGeoJSON, RegisterOGRGeoJSONSeq, RegisterOGRTopoJSON, RegisterOGRESRIJSON},
     {"GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON"}},
    {{"geojsonl", "ndjson", "jsonl", "geojsons"},
     {RegisterOGRGeoJSONSeq, RegisterOGRGeoJSON},
     {"GeoJSONSeq", "GeoJSON"}},
    {{"topojson"}, {RegisterOGRTopoJSON}, {"TopoJSON"}},
    {{"gpkg"}, {RegisterOGRGeoPackage}, {"GPKG"}},
    {{"sqlite", "db", "sqlite3"}, {RegisterOGRSQLite, RegisterOGRGeoPackage}, {"SQLite", "GPKG"}},
    {{"shp", "shz", "dbf"}, {RegisterOGRShape}, {"ESRI Shapefile"}},
    {{"kml", "kmz"}, {RegisterOGRLIBKML, RegisterOGRKML}, {"LIBKML", "KML"}},
    {{"gpx"}, {RegisterOGRGPX}, {"GPX"}},
    {{"xlsx", "xlsm"}, {RegisterOGRXLSX}, {"XLSX"}},
    {{"ods"}, {RegisterOGRODS}, {"ODS"}},
};

// Vector drivers that read local files and nothing else. Left out: services, databases,
// and VRT, whose sources may be anywhere.
static const char *const local_names[] = {
    "GeoJSON",      "GeoJSONSeq", "TopoJSON",    "ESRIJSON", "GPKG",       "SQLite",     "ESRI Shapefile",
    "FlatGeobuf",   "LIBKML",     "KML",         "GPX",      "XLSX",       "ODS",        "XLS",
    "MapInfo File", "GML",        "OpenFileGDB", "DGN",      "DXF",        "CAD",        "OSM",
    "S57",          "OGR_GMT",    "JML",         "MapML",    "GeoRSS",     "PGDUMP",     "SVG",
    "Parquet",      "Arrow",      "WAsP",        "Idrisi",   "VFK",        "SXF",        "Selafin",
    "AVCBin",       "AVCE00",     "TIGER",       "EDIGEO",   "Interlis 1", "Interlis 2", "UK .NTF",
    "SDTS",         "Geoconcept", "netCDF",      "MVT",      "MBTiles",    "CSV",        NULL};

const char *const *ct_drivers_for(const char *path, bool allow_network) {
  static const char *const postgres[] = {"PostgreSQL", NULL};
  if (ct_is_postgres(path)) {
    RegisterOGRPG();
    return postgres;
  }
  const char *extension = ct_path_extension(path);
  for (size_t i = 0; i < sizeof families / sizeof *families; i++)
    for (size_t k = 0; k < 4 && families[i].extensions[k]; k++) {
      if (!ct_same_nocase(extension, families[i].extensions[k])) continue;
      for (size_t d = 0; d < DRIVERS_MAX && families[i].registrars[d]; d++) families[i].registrars[d]();
      return families[i].names;  // DRIVERS_MAX leaves room for the NULL
    }
  return ct_drivers_all(allow_network);
}

const char *const *ct_drivers_all(bool allow_network) {
  GDALAllRegister();
  return allow_network ? NULL : local_names;
}

void ct_load_prepare(const char *path) {
  ct_drivers_for(path, false);
}
