# SPDX-License-Identifier: MIT
"""Names, ranks and cautions that make_dprk.py gives to the facilities: what a cartographer decides, not a source.

One facility a line: id | name on the map | full name | Hangul (only where certain) | subtype | province | rank | parent.
Rank 1 is labelled first, 5 last. Provinces are today's; Hangul follows northern spelling.
"""

FACILITIES = """
yongbyon | Yongbyon | Yongbyon Nuclear Scientific Research Center | 녕변 | complex | North Pyongan | 1 |
yongbyon-5mwe | 5 MWe reactor | Yongbyon 5 MWe experimental reactor | | reactor | North Pyongan | 3 | yongbyon
yongbyon-uep | Enrichment plant | Yongbyon uranium enrichment plant | | enrichment | North Pyongan | 4 | yongbyon
yongbyon-rcl | Radiochemical laboratory | Yongbyon radiochemical laboratory (reprocessing) | | reprocessing | North Pyongan | 4 | yongbyon
kangson | Kangson | Kangson suspected enrichment site | 강선 | enrichment | Nampo | 1 |
pyongsan | Pyongsan | Pyongsan uranium mine and mill | 평산 | uranium mill | North Hwanghae | 1 |
pakchon | Pakchon | Pakchon uranium concentrate pilot plant | 박천 | uranium mill | North Pyongan | 2 |
iae-pyongyang | Institute of Atomic Energy | Institute of Atomic Energy, Pyongyang (MGC-20 cyclotron) | | research | Pyongyang | 4 |
inp-pyongyang | Institute of Nuclear Physics | Institute of Nuclear Physics, Pyongyang | | research | Pyongyang | 4 |
kumho-kedo | Kumho | Kumho (Sinpo) light-water reactor site, KEDO | 금호 | reactor | South Hamgyong | 3 |
punggye-ri | Punggye-ri | Punggye-ri nuclear test site | 풍계리 | test site | North Hamgyong | 1 |
punggye-ri-station | Punggye-ri station | Punggye-ri railway station | | support | North Hamgyong | 5 | punggye-ri
chik-tong | Chik-tong | Chik-tong, nearest settlement to the test site | 직동 | place | North Hamgyong | 5 | punggye-ri
mantapsan | Mantapsan | Mantapsan summit, above the test tunnels | 만탑산 | place | North Hamgyong | 3 | punggye-ri
sinpung-dong | Sinpung-dong | Sinpung-dong missile operating base | 신풍동 | operating base | North Pyongan | 2 |
yongnim | Yongnim | Yongnim missile operating base | 룡림 | operating base | Chagang | 2 |
hoejung-ni | Hoejung-ni | Hoejung-ni missile operating base | 회중리 | operating base | Chagang | 2 |
yusang-ni | Yusang-ni | Yusang-ni missile operating base | 유상리 | operating base | South Pyongan | 3 |
kumchon-ni | Kumchon-ni | Kumchon-ni missile operating base | 금천리 | operating base | Kangwon | 3 |
sangnam-ni | Sangnam-ni | Sangnam-ni missile operating base | 상남리 | operating base | South Hamgyong | 3 |
sino-ri | Sino-ri | Sino-ri missile operating base | 신오리 | operating base | North Pyongan | 2 |
sakkanmol | Sakkanmol | Sakkanmol missile operating base | 삭간몰 | operating base | North Hwanghae | 2 |
kal-gol | Kal-gol | Kal-gol missile operating base | 갈골 | operating base | North Hwanghae | 3 |
okpyong-dong | Okpyong-dong | Okpyong-dong missile base | 옥평동 | operating base | Kangwon | 4 |
sohae | Sohae | Sohae Satellite Launching Station (Tongchang-ri) | 서해 | launch site | North Pyongan | 1 |
tonghae | Musudan-ri | Tonghae Satellite Launching Ground (Musudan-ri) | 무수단리 | launch site | North Hamgyong | 1 |
tonghae-pad | Launch pad | Musudan-ri launch pad | | launch site part | North Hamgyong | 5 | tonghae
tonghae-test-stand | Engine test stand | Musudan-ri engine test stand | | launch site part | North Hamgyong | 5 | tonghae
tonghae-assembly | Assembly building | Musudan-ri assembly and checkout building | | launch site part | North Hamgyong | 5 | tonghae
tonghae-control | Control building | Musudan-ri control building | | launch site part | North Hamgyong | 5 | tonghae
sinpo | Sinpo | Sinpo South Shipyard | 신포 | launch site | South Hamgyong | 1 |
cns-chihari | Chiha-ri | Chiha-ri missile base | 지하리 | launch site | Kangwon | 4 |
cns-chunghwa | Chunghwa | Chunghwa County launch area | 중화 | launch site | North Hwanghae | 4 |
cns-jangyon | Jangyon | Jangyon launch area | 장연 | launch site | South Hwanghae | 4 |
cns-kittaeryong | Kittaeryong | Kittaeryong missile base | 깃대령 | launch site | Kangwon | 3 |
cns-wonsan | Wonsan-Kalma | Wonsan Kalma International Airport | 갈마 | launch site | Kangwon | 2 |
cns-sunchon | Sunchon | Sunchon airbase | 순천 | launch site | South Pyongan | 4 |
cns-hodo | Hodo | Hodo Peninsula launch area | 호도 | launch site | Kangwon | 2 |
cns-hwangju | Hwangju | Hwangju launch area | 황주 | launch site | North Hwanghae | 3 |
cns-kaesong | Kaesong | Kaesong launch area | 개성 | launch site | Kaesong | 4 |
cns-nampo | Nampo area | Nampo launch area | | launch site | Nampo | 5 |
cns-panghyon-ab | Panghyon airbase | Panghyon airbase | 방현 | launch site | North Pyongan | 4 |
cns-kusong | Kusong | Kusong testing ground | 구성 | launch site | North Pyongan | 3 |
cns-pukchang | Pukchang | Pukchang airfield | 북창 | launch site | South Pyongan | 4 |
cns-koksan | Koksan | Koksan launch area | 곡산 | launch site | North Hwanghae | 4 |
cns-north-kusong | North Kusong | North Kusong testing ground | | launch site | North Pyongan | 4 |
cns-lake-yonpung | Lake Yonpung | Lake Yonpung launch area | 연풍호 | launch site | South Pyongan | 4 |
cns-panghyon | Panghyon | Panghyon testing site | 방현 | launch site | North Pyongan | 3 |
cns-mupyong-ni | Mupyong-ni | Mupyong-ni arms plant | 무평리 | launch site | Chagang | 2 |
cns-masikryong | Masikryong | Masikryong launch area | 마식령 | launch site | Kangwon | 4 |
cns-munchon | Munchon | Munchon launch area | 문천 | launch site | Kangwon | 4 |
cns-taesong | Lake Taesong | Lake Taesong launch area | 태성호 | launch site | Nampo | 4 |
cns-pyongyang | Pyongyang airport | Pyongyang International Airport (Sunan) | 평양국제비행장 | launch site | Pyongyang | 2 |
cns-pyongsong | Pyongsong | Pyongsong field launch area | 평성 | launch site | South Pyongan | 3 |
cns-baegun | Baegun | Baegun launch area, near Kusong | | launch site | North Pyongan | 4 |
cns-kwail | Kwail | Kwail airbase | 과일 | launch site | South Hwanghae | 4 |
cns-hungnam | Hungnam area | Hungnam launch area | | launch site | South Hamgyong | 4 |
cns-tongchon | Tongchon | Tongchon launch area | 통천 | launch site | Kangwon | 4 |
cns-sondok-ab | Sondok airbase | Sondok airbase | 선덕 | launch site | South Hamgyong | 4 |
cns-kaechon | Kaechon | Kaechon airbase | 개천 | launch site | South Pyongan | 4 |
cns-yonghung-bay | Yonghung Bay | Yonghung Bay launch area, at sea | 영흥만 | launch site | Kangwon | 4 |
cns-yonpo | Yonpo | Yonpo airport | 연포 | launch site | South Hamgyong | 4 |
cns-samsok | Samsok | Samsok launch area | 삼석 | launch site | Pyongyang | 3 |
cns-samsok-test | Samsok test site | Samsok missile test site | | launch site | Pyongyang | 4 |
cns-samsok-test-2 | Samsok test site 2 | Samsok missile test site 2 | | launch site | Pyongyang | 5 |
cns-samsok-test-3 | Samsok test site 3 | Samsok missile test site 3 | | launch site | Pyongyang | 5 |
cns-sangum-ri | Sangum-ri | Sangum-ri launch area | 상음리 | launch site | Kangwon | 4 |
cns-sondok | Sondok | Sondok launch area | 선덕 | launch site | South Hamgyong | 5 |
cns-sukchon | Sukchon | Sukchon launch area | 숙천 | launch site | South Pyongan | 4 |
cns-sunan | Sunan | Sunan launch area | 순안 | launch site | Pyongyang | 3 |
cns-west-sunan | West Sunan | West Sunan launch area | | launch site | | 5 |
cns-sonchon | Sonchon | Sonchon launch area | 선천 | launch site | North Pyongan | 4 |
cns-taechon | Taechon reservoir | Taechon reservoir launch area | 태천 | launch site | North Pyongan | 4 |
cns-uiju | Uiju | Uiju airfield | 의주 | launch site | North Pyongan | 4 |
cns-yangdok | Yangdok | Yangdok launch area (rail-mobile) | 양덕 | launch site | South Pyongan | 4 |
cns-monggumpo | Monggumpo | Monggumpo launch area | 몽금포 | launch site | South Hwanghae | 4 |
cns-yonghung | Yonghung | Yonghung (Kumya) launch area | 영흥 | launch site | South Hamgyong | 4 |
cns-south-wonsan | South Wonsan | South Wonsan launch area | | launch site | Kangwon | 4 |
cns-sariwon | Sariwon | Sariwon launch area | 사리원 | launch site | North Hwanghae | 4 |
cns-east-pyongyang | East Pyongyang | East Pyongyang launch area | | launch site | Pyongyang | 5 |
cns-kanggye | Kanggye | Kanggye launch area | 강계 | launch site | Chagang | 4 |
cns-taegwan | Taegwan | Taegwan County launch area | 대관 | launch site | North Pyongan | 4 |
cns-ryokpo | Ryokpo | Ryokpo launch area | 력포 | launch site | Pyongyang | 4 |
port-kyomipo | Songnim | Songnim port (Kyomip'o) | 송림 | port | North Hwanghae | 2 |
port-chongjin | Chongjin | Chongjin port | 청진 | port | North Hamgyong | 2 |
port-nampo | Nampo | Nampo port (Chinnampo) | 남포 | port | Nampo | 1 |
port-chaho | Chaho | Chaho port (Shako) | 차호 | port | South Hamgyong | 4 |
port-haejuhang | Haeju | Haeju port | 해주 | port | South Hwanghae | 2 |
port-hungnam | Hungnam | Hungnam port (Konan) | 흥남 | port | South Hamgyong | 2 |
port-kimchaek | Kimchaek | Kimchaek port (Songjin) | 김책 | port | North Hamgyong | 3 |
port-najin | Rajin | Rajin port (Najin, Rashin) | 라진 | port | Rason | 2 |
port-wonsan | Wonsan | Wonsan port | 원산 | port | Kangwon | 2 |
port-senbong | Sonbong | Sonbong port (Senbong, Uki) | 선봉 | port | Rason | 3 |
"""

# What a reader must know before trusting a point: a code word, then why, in our own words.
CAUTIONS = {
    "yongbyon-5mwe": "MISLABELLED: the page prints this point under the Taechon 200 MWe reactor",
    "kangson": "CONFLICT: a second list lies 0.6 km south",
    "pyongsan": "CONFLICT: a list with 38.200, likely for 38.32, lies 13 km south",
    "pakchon": "CONFLICT: two older pages lie 2 km north-east, one without degree signs",
    "iae-pyongyang": "MALFORMED: the page prints W; read as E",
    "kal-gol": "CORRECTED: the scraped point 40.636, 126.439 is about 218 km off; computed here from two published distances",
    "okpyong-dong": "MALFORMED: the page has lost its degree signs",
    "tonghae": "CONFLICT: a second published point lies 1.9 km east",
    "cns-west-sunan": "UNVERIFIED: 21 km north of Sunan in spite of the name",
}

NOTES = {
    "yongbyon": "point at the reactor area of a complex several km across",
    "pyongsan": "approximate according to its source",
    "kumho-kedo": "abandoned before completion",
    "kal-gol": "fits an unverified point, 38.682288, 126.7226, to {kal_gol_off_km} km",
    "tonghae-pad": "measured on satellite images in 2006",
    "tonghae-test-stand": "measured on satellite images in 2006",
    "tonghae-assembly": "measured on satellite images in 2006",
    "tonghae-control": "measured on satellite images in 2006",
}


def facilities():
    """The table above as {id: {column: text}}."""
    columns = ("id", "name", "name_long", "name_ko", "subtype", "province", "rank", "parent")
    table = {}
    for line in FACILITIES.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(columns):
            raise ValueError(f"facility line has {len(cells)} cells, expected {len(columns)}: '{line}'")
        table[cells[0]] = dict(zip(columns, cells))
    return table
